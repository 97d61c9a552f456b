## Entwürfe

drafts-title = Meine Entwürfe
drafts-lede = Was Sie geschrieben und noch nicht veröffentlicht haben. Niemand sonst sieht es, auch das Team nicht. Ein Entwurf, den Sie liegen lassen, wird nach { $days } Tagen gelöscht.
drafts-none = Keine Entwürfe
drafts-none-text = Lange Formulare haben einen Knopf „Als Entwurf speichern“: Was Sie geschrieben haben, wartet dann hier, bis Sie weiterschreiben.
drafts-pages = Seiten der Entwürfe
drafts-kind-thread = Diskussion
drafts-kind-post = Antwort
drafts-kind-review = Bewertung
drafts-kind-factual-check = Faktenprüfung
drafts-kind-complaint = Beschwerde
drafts-untitled = Noch ohne Worte
drafts-saved-word = gespeichert
drafts-go-on = Weiterschreiben
drafts-save = Als Entwurf speichern
drafts-save-hint = Einen Entwurf sehen nur Sie.
drafts-saved = Entwurf gespeichert:
drafts-all = Alle meine Entwürfe
drafts-offer = Dazu haben Sie einen Entwurf, gespeichert:
drafts-offer-go-on = Damit weiterschreiben
drafts-delete-title = Diesen Entwurf löschen?
drafts-delete-lede = Was Sie geschrieben haben, ist dann fort und lässt sich nicht zurückholen. Was veröffentlicht ist, bleibt.
drafts-delete-send = Entwurf löschen
drafts-delete-keep = Behalten
drafts-deleted = Der Entwurf ist gelöscht.
