## Die Seite über die Schnittstelle

operations-reference-title = Die Schnittstelle
operations-reference-lede = Alles, was die Seiten können, können auch Programme. Diese Seite entsteht aus den Routen selbst.
operations-reference-bearer = Braucht einen Zugangsschlüssel.
operations-reference-body = Inhalt:
operations-reference-required = nötig
operations-reference-answers = Antworten:
