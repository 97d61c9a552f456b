## The API's reference page

operations-reference-title = The API
operations-reference-lede = Everything the pages do can be done by programs. This page is made from the routes themselves.
operations-reference-bearer = Needs an access token.
operations-reference-body = Body:
operations-reference-required = required
operations-reference-answers = Answers:
