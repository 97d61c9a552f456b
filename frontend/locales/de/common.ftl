## Die Seite

site-name = Candor
site-description = Eine freie Gemeinschaft, in der Patientinnen und Patienten erzählen, was sie erlebt haben, und Ärztinnen und Ärzte offen antworten.
site-emergency = Candor ersetzt keine Behandlung. Rufen Sie im Notfall Ihre örtliche Notrufnummer an.

## Kopf und Fuß

skip-to-content = Zum Inhalt springen
menu-open = Menü
menu-label = Hauptmenü
menu-discussions = Diskussionen
menu-physicians = Ärzte
menu-complaints = Beschwerden
menu-coalition = Koalition
menu-applications = Bewerbungen
menu-how = So funktioniert es
menu-sign-in = Anmelden
menu-sign-up = Mitmachen
menu-sign-out = Abmelden
menu-staff = Für das Team
menu-cases = Falltafel
menu-inspections = Inspektionen
menu-inspection-board = Inspektionstafel
menu-members-due = Mitglieder der Koalition: was fällig ist
menu-votes = Abstimmungen und Widersprüche
menu-directory-queue = Vorschläge und Anträge
menu-review-proofs = Belege zu Bewertungen
menu-mail = Post
crumbs-label = Sie sind hier
footer-label = Über diese Seite
footer-languages = Sprachen
footer-api = API
footer-problems = Was Fehler bedeuten

## Knöpfe

button-continue = Weiter
button-send = Senden
button-save = Speichern
button-cancel = Abbrechen
button-back = Zurück
button-search = Suchen
button-preview = Vorschau
button-edit = Bearbeiten
button-delete = Löschen
button-withdraw = Zurückziehen
button-publish = Veröffentlichen
button-download = Herunterladen

## Worte, die Teile von Seiten sagen

error-prefix = Fehler:
errors-heading = { $count ->
    [one] Eine Antwort braucht einen zweiten Blick
   *[other] { $count } Antworten brauchen einen zweiten Blick
}
errors-heading-general = Das ging nicht
field-optional = (freiwillig)
flash-note = Hinweis:
flash-ok = Erledigt:
flash-warn = Achtung:
flash-bad = Nicht erledigt:
record-entry = Eintrag { $number }
record-pending = Für das Transparenzbuch aufgezeichnet, das noch nicht veröffentlicht ist
record-prove = Nachprüfen
pages-label = Seiten
pages-previous = Vorige Seite
pages-next = Nächste Seite
pages-first = Erste Seite
timeline-next = Als Nächstes:
timeline-missed = Versäumt:
gone-deleted-by-author = Von der verfassenden Person gelöscht
gone-held = Zurückgehalten, bis die Moderation es gelesen hat
gone-removed = Entfernt
gone-number-stays = Die Nummer bleibt, damit Verweise und Zitate weiter hierher führen.
characters-of = { $count } von { $limit } Zeichen
yes = Ja
no = Nein

## Tage und Zeitpunkte

date-day = { $day }. { $month } { $year }
date-day-without-year = { $day }. { $month }
date-month = { $month } { $year }
date-moment = { $date }, { $time } Uhr
date-month-1 = Januar
date-month-2 = Februar
date-month-3 = März
date-month-4 = April
date-month-5 = Mai
date-month-6 = Juni
date-month-7 = Juli
date-month-8 = August
date-month-9 = September
date-month-10 = Oktober
date-month-11 = November
date-month-12 = Dezember
time-now = gerade eben
time-minutes-ago = { $count ->
    [one] vor 1 Minute
   *[other] vor { $count } Minuten
}
time-hours-ago = { $count ->
    [one] vor 1 Stunde
   *[other] vor { $count } Stunden
}
time-days-ago = { $count ->
    [one] gestern
   *[other] vor { $count } Tagen
}
time-minutes-in = { $count ->
    [one] in 1 Minute
   *[other] in { $count } Minuten
}
time-hours-in = { $count ->
    [one] in 1 Stunde
   *[other] in { $count } Stunden
}
time-days-in = { $count ->
    [one] morgen
   *[other] in { $count } Tagen
}

## Lists as files

download-csv = Als CSV herunterladen
receipt-download = Quittung herunterladen
