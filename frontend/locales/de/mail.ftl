# Was jeder Brief sagt, und die Entwicklungsseiten, die Briefe zeigen.
mail-greeting = Guten Tag { $name },
mail-greeting-nameless = Guten Tag,
mail-footer-site = { $site } · { $url }
mail-footer-automatic = Dieser Brief wurde automatisch verschickt.
mail-footer-reply = Sie können darauf antworten: Ihre Antwort wird dem Fall zugeordnet.
mail-footer-reply-coalition = Sie können darauf antworten: Ihre Antwort erreicht die Koalition.

mail-dev-title = Verschickte Briefe
mail-dev-none = Noch wurde kein Brief verschickt.
mail-dev-previews = Vorschau aller Briefe
mail-dev-newer = Neuere Briefe
mail-dev-older = Ältere Briefe
mail-dev-back = Alle Briefe
mail-dev-kind = Brief
mail-dev-to = An
mail-dev-subject = Betreff
mail-dev-sent = Verschickt
mail-dev-headers = Kopfzeilen
mail-dev-text = Textteil
mail-dev-html = HTML-Teil
mail-dev-open = Für sich öffnen, um den Links zu folgen
