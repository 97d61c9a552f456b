# What every letter says, and the development pages that show letters.
mail-greeting = Dear { $name },
mail-greeting-nameless = Hello,
mail-footer-site = { $site } · { $url }
mail-footer-automatic = This letter was sent automatically.
mail-footer-reply = You may answer it: your reply goes to the case.
mail-footer-reply-coalition = You may answer it: your reply reaches the coalition.

mail-dev-title = Letters sent
mail-dev-none = No letter has been sent yet.
mail-dev-previews = Previews of every letter
mail-dev-newer = Newer letters
mail-dev-older = Older letters
mail-dev-back = All letters
mail-dev-kind = Letter
mail-dev-to = To
mail-dev-subject = Subject
mail-dev-sent = Sent
mail-dev-headers = Headers
mail-dev-text = Text part
mail-dev-html = HTML part
mail-dev-open = Open it by itself, to follow its links
