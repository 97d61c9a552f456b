## Drafts

drafts-title = My drafts
drafts-lede = What you have typed and not published yet. Nobody else sees it, staff included. A draft that you leave alone is deleted after { $days } days.
drafts-none = No drafts
drafts-none-text = Long forms have a button “Save as draft”: what you typed then waits here until you go on.
drafts-pages = Pages of drafts
drafts-kind-thread = Discussion
drafts-kind-post = Reply
drafts-kind-review = Review
drafts-kind-factual-check = Factual check
drafts-kind-complaint = Complaint
drafts-untitled = Without words yet
drafts-saved-word = saved
drafts-go-on = Go on
drafts-save = Save as draft
drafts-save-hint = Only you can see a draft.
drafts-saved = Draft saved:
drafts-all = All my drafts
drafts-offer = You have a draft of this, saved:
drafts-offer-go-on = Go on with it
drafts-delete-title = Delete this draft?
drafts-delete-lede = What you typed is gone then and cannot be brought back. What you have published stays.
drafts-delete-send = Delete the draft
drafts-delete-keep = Keep it
drafts-deleted = The draft is deleted.
