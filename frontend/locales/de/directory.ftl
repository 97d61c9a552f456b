## Lists

directory-search = Verzeichnis durchsuchen
directory-physicians-title = Ärztinnen und Ärzte
directory-physicians-lede = Bewertungen, Beschwerden und Inspektionen auf je einer Seite. Niemand kann für einen Platz bezahlen.
directory-clinics-title = Kliniken
directory-clinics-lede = Wo Menschen behandelt werden, was dort angeboten wird und wer dort arbeitet.
directory-all-clinics = Alle Kliniken
directory-filter-name = Name oder Klinik
directory-filter-clinic-name = Name
directory-filter-country = Land
directory-filter-treatment = Behandlung
directory-filter-language = Sprache
directory-filter-specialty = Fachgebiet
directory-filter-place = Ort
directory-filter-standing = Stand in der Koalition
directory-filter-bound = Mindestens sicher
directory-filter-more = Weitere Filter
directory-sort = Reihenfolge
directory-sort-rating = Was mindestens sicher ist
directory-sort-name = Name
directory-sort-reviews = Gezählte Bewertungen
directory-filter-any = Alle
directory-choose = Bitte wählen
directory-choose-country = Bitte ein Land wählen
directory-order = Nach dem, was die Bewertungen mindestens sichern; wer keine Zahl hat, folgt nach Namen. Niemand kann für einen Platz bezahlen.
directory-found = Ärztinnen und Ärzte
directory-found-clinics = Gefundene Kliniken
directory-none-title = Niemand passt zu dieser Suche
directory-none-clinics-title = Keine Klinik passt zu dieser Suche
directory-none-clinics-text = Lassen Sie ein Wort weg, oder schlagen Sie einen fehlenden Eintrag vor. Eine Fallbearbeiterin prüft ihn. Städte stehen so da, wie sie eingetragen wurden: Versuchen Sie auch den Namen in einer anderen Sprache, etwa Vienna statt Wien.
directory-none-text = Lassen Sie einen Titel, ein Wort oder eine Grenze weg: „Mindestens sicher“ lässt alle mit weniger als fünf gezählten Bewertungen aus, ein Stand in der Koalition die meisten. Oder schlagen Sie einen fehlenden Eintrag vor; eine Fallbearbeiterin prüft ihn. Städte stehen so da, wie sie eingetragen wurden: Versuchen Sie auch den Namen in einer anderen Sprache, etwa Vienna statt Wien.
directory-missing = Fehlt jemand?
directory-missing-clinic = Fehlt eine Klinik?
directory-line-rated = { $count ->
    [one] 1 gezählte Bewertung
   *[other] { $count } gezählte Bewertungen
}
directory-line-unrated = Noch keine Bewertungszahl
directory-line-score = { $score } von 5
directory-line-bound = sicher mindestens { $bound }
directory-line-physicians = { $count ->
    [one] 1 Ärztin oder Arzt
   *[other] { $count } Ärztinnen und Ärzte
}

## A profile

directory-profile-title = { $name }: Bewertungen, Beschwerden, Inspektionen
directory-profile-title-in = { $name }, { $city }: Bewertungen, Beschwerden, Inspektionen
directory-kind-physician = Ärztin oder Arzt
directory-kind-physician-hint = Hat eine Zulassung als Ärztin oder Arzt.
directory-kind-practitioner = Behandelt, ohne Ärztin oder Arzt zu sein
directory-kind-practitioner-hint = Zum Beispiel für Mikropigmentierung oder Trichologie.
directory-practitioner-text = Diese Person behandelt, ohne Ärztin oder Arzt zu sein, und kann nie Mitglied der Koalition werden.
directory-identity-since = { $profession }, tätig seit { $year }.
directory-works-at = Arbeitet bei
directory-speaks = Spricht { $languages }.
directory-state-proposed = Vorgeschlagen, noch nicht bestätigt
directory-proposed-title = Ein Mitglied hat diesen Eintrag vorgeschlagen.
directory-proposed-text = Er wird geprüft und bestätigt oder mit einem vorhandenen zusammengeführt. Bis dahin sehen ihn nur Mitglieder.
directory-standing-none = Nicht Mitglied der Koalition
directory-standing-probation = Mitglied der Koalition, auf Probe
directory-standing-active = Mitglied der Koalition
directory-standing-under-review = Mitglied der Koalition, in Überprüfung
directory-standing-conditions = { $standing }, mit Auflagen
directory-under-review = Die Mitgliedschaft in der Koalition wird überprüft,
directory-under-review-text = seit { $day }. Eine Überprüfung ist keine Feststellung: Bis der Vorstand entscheidet, bleibt die Mitgliedschaft bestehen.
directory-standing-restricted = Mitgliedschaft in der Koalition eingeschränkt
directory-standing-restricted-until = Mitgliedschaft in der Koalition eingeschränkt bis { $day }
directory-standing-suspended = Mitgliedschaft in der Koalition ausgesetzt
directory-standing-suspended-until = Mitgliedschaft in der Koalition ausgesetzt bis { $day }
directory-standing-lapsed = Mitgliedschaft in der Koalition erloschen
directory-standing-resigned = Aus der Koalition ausgetreten
directory-standing-removed = Aus der Koalition ausgeschlossen
directory-standing-deceased = Früheres Mitglied der Koalition
directory-standing-title = Stand in der Koalition
directory-standing-since = Seit { $day }
directory-standing-since-active = Seit { $day } (aktiv seit { $state_day })
directory-standing-since-admitted = Aufgenommen am { $day }; in diesem Stand seit { $state_day }
directory-standing-licence-until = Zulassung gültig bis { $day }
directory-standing-record = Punkte, Voraussetzungen und die Abstimmung des Vorstands
directory-standing-how = Wie über die Mitgliedschaft entschieden wird
directory-standing-none-text = Drei Begutachtende, die nicht wissen, wen sie bewerten, vergeben Punkte für die Mitgliedschaft, und die Punkte sind öffentlich.
directory-standing-apply = Bei der Koalition bewerben
directory-claimed-physician = Profil von der Ärztin oder dem Arzt übernommen
directory-claimed-clinic = Eintrag von der Klinik übernommen
directory-unclaimed = Noch nicht übernommen
directory-rating-title = { $count ->
    [one] 1 gezählte Bewertung
   *[other] { $count } gezählte Bewertungen
}
directory-rating-title-most = { $count ->
    [one] 1 gezählte Bewertung
   *[other] { $count } gezählte Bewertungen
}: gewichtet würden die meisten sich wieder so entscheiden
directory-rating-title-few = { $count ->
    [one] 1 gezählte Bewertung
   *[other] { $count } gezählte Bewertungen
}: gewichtet würde höchstens die Hälfte sich wieder so entscheiden
directory-rating-score = von 5, der gewichtete Durchschnitt
directory-rating-lower = von 5, was mindestens sicher ist
directory-rating-again = würden wieder wählen
directory-rating-none-title = Noch keine Bewertungszahl
directory-rating-none = Zu wenig für eine Zahl
directory-rating-none-text = Bei so wenigen entscheidet der Zufall mehr als die Behandlung. Eine Zahl erscheint, sobald fünf Bewertungen zählen und zusammen genug wiegen: Am meisten wiegt, was ein Dokument belegt, neu ist und ab Monat 12 geschrieben wurde.
directory-reviews = Bewertungen
directory-reviews-now = Jetzt
directory-reviews-where = { $count ->
    [0] Noch wurde keine Bewertung eingereicht
    [one] Wo die eine eingereichte Bewertung ist
   *[other] Wo alle { $count } eingereichten Bewertungen sind
}
directory-reviews-submitted = Eingereicht
directory-reviews-public = Öffentlich
directory-reviews-queued = In der Warteschlange
directory-reviews-held = Zurückgehalten
directory-reviews-hidden = Verborgen
directory-reviews-removed = Entfernt
directory-reviews-withdrawn = Von der Autorin oder dem Autor zurückgezogen
directory-equation = Gleichung des Transparenzbuchs nach Sternen
directory-equation-stars = Dasselbe, Stern für Stern
directory-stars = Sterne
directory-bio = In eigenen Worten
directory-licences = Zulassungen
directory-licences-none = Noch ist keine Zulassung eingetragen.
directory-licence-country = Land
directory-licence-authority = Behörde
directory-licence-number = Nummer
directory-licence-expires = Gültig bis
directory-complaints-none = Keine öffentliche Beschwerde
directory-complaints-title = { $count ->
    [one] 1 öffentliche Beschwerde
   *[other] { $count } öffentliche Beschwerden
}
directory-complaints-per-100 = Je 100 belegte Bewertungen
directory-complaints-on-time = Rechtzeitig beantwortet
directory-complaints-median = Tage bis zur Antwort (Median)
directory-complaints-private = Privat geklärt
directory-complaints-open = Offene Empfehlungen
directory-complaint-allegation = Eine Beschwerde ist ein Vorwurf, keine Feststellung.
directory-complaints-own = Diese Beschwerden lesen
directory-complaints-all = Alle Beschwerden
directory-inspection-none = Noch keine Inspektion
directory-inspection-none-text = Inspektionen erscheinen hier mit jeder Wertung und der Antwort der Klinik.
directory-inspection-title = Letzte Inspektion: { $rating }
directory-inspection-read = Den Bericht lesen
directory-inspection-planned = Geplant für den { $day }
directory-inspection-visited = Besucht am { $day }
directory-inspections-earlier = Frühere:
directory-treatments = Behandlungen
directory-treatments-none = Noch ist nichts eingetragen.
directory-what-you-can-do = Was Sie tun können
directory-complain = Beschwerde beginnen
directory-reviews-newest = Die neuesten
directory-reviews-read-count = Bewertungen lesen ({ $count })
directory-review-write = Bewertung schreiben
directory-claim-physician = Das bin ich: Profil übernehmen
directory-claim-waits = Ihr Antrag auf diesen Eintrag wird geprüft.
directory-claims-yours = Ihre Anträge
directory-claim-clinic = Ich arbeite hier: Klinik übernehmen
directory-edit = Eintrag ändern
directory-worked-at = Früher tätig bei
directory-until = bis { $month }
directory-contact = Kontakt
directory-clinic-physicians = Wer hier arbeitet
directory-clinic-nobody = Hier ist noch niemand eingetragen
directory-clinic-nobody-text = Schlagen Sie eine Ärztin oder einen Arzt vor und kreuzen Sie diese Klinik an.
directory-clinic-kind-single-specialty = Klinik für ein Fachgebiet
directory-clinic-kind-integrated = Mehrere Fächer unter einem Dach
directory-clinic-kind-medical-spa = Medizinisches Spa
directory-clinic-kind-referral-partner = Überweisungspartner
directory-clinic-kind-academic = Universitätsklinik
directory-clinic-kind-multi-location = Gruppe mit mehreren Standorten

## Forms

directory-propose-physician = Ärztin oder Arzt vorschlagen
directory-propose-clinic = Klinik vorschlagen
directory-propose-lede = Jemand, der hier fehlt. Mitglieder sehen den Eintrag sofort, alle anderen, sobald er geprüft ist.
directory-propose-clinic-lede = Eine Klinik, die hier fehlt. Mitglieder sehen den Eintrag sofort, alle anderen, sobald er geprüft ist.
directory-propose-send = Vorschlagen
directory-edit-title = Eintrag von { $name } ändern
directory-edit-lede = Was Sie ändern, ist sofort öffentlich.
directory-field-name = Name
directory-field-name-hint = Wie auf der Rechnung oder an der Tür, mit „Dr.“, wo es dazugehört.
directory-field-kind = Was ist diese Person?
directory-field-titles = Berufliche Titel
directory-field-commas = Mit Kommas dazwischen.
directory-field-languages = Sprachen
directory-field-languages-hint = Kürzel mit Kommas dazwischen, etwa de, en, sl.
directory-field-since = Tätig seit (Jahr)
directory-field-specialties = Fachgebiete
directory-field-clinics = Arbeitet bei
directory-field-clinics-hint = Fehlt die Klinik? Schlagen Sie sie zuerst vor, oder lassen Sie das leer.
directory-field-licence = Zulassung
directory-field-authority-hint = Die Ärztekammer oder Behörde; in den USA die NPI.
directory-field-bio = Über die Person
directory-field-bio-hint = Tatsachen, kein Lob. Höchstens 4.000 Zeichen.
directory-field-clinic-name = Name der Klinik
directory-field-clinic-name-hint = Wie auf Ihrer Rechnung.
directory-field-clinic-kind = Art der Klinik
directory-field-city = Stadt
directory-field-address = Adresse
directory-field-latitude = Breite
directory-field-latitude-hint = Grad, etwa 47,07; südlich des Äquators mit Minus. Beide Angaben oder keine.
directory-field-longitude = Länge
directory-field-longitude-hint = Grad, etwa 15,44; westlich von Greenwich mit Minus. Daraus wissen wir, wer nahe bei wem praktiziert und dort über niemanden urteilt.
directory-field-zone = Zeitzone
directory-field-zone-hint = Fristen von Beschwerden enden dort um Mitternacht.
directory-field-email = E-Mail-Adresse der Klinik
directory-field-email-hint = An diese Adresse wird bei Beschwerden geschrieben. Nehmen Sie die von der Website der Klinik.
directory-claim-physician-title = Profil von { $name } übernehmen
directory-claim-physician-lede = Mit übernommenem Profil beantworten Sie Beschwerden und Bewertungen als Sie selbst. Wer Sie sind, wird geprüft; die Entscheidung kommt per E-Mail.
directory-claim-clinic-title = { $name } übernehmen
directory-claim-clinic-lede = Mit übernommenem Eintrag beantworten Sie Beschwerden für die Klinik. Dass Sie dort arbeiten, wird geprüft; die Entscheidung kommt per E-Mail.
directory-field-evidence = Wie können wir das prüfen?
directory-field-evidence-hint = Zum Beispiel eine Nummer der Klinik, ein Eintrag in einem öffentlichen Register oder eine Adresse der Klinik. Nur die prüfende Stelle liest das.
directory-claim-send = Antrag senden

## The staff's queue

directory-queue-title = Vorschläge und Anträge
directory-queue-lede = Älteste zuerst. Ein bestätigter Eintrag ist sofort öffentlich; die Entscheidung über einen Antrag geht per E-Mail hinaus.
directory-queue-proposals = { $count ->
    [one] 1 Vorschlag
   *[other] { $count } Vorschläge
}
directory-queue-no-proposals = Nichts wartet auf Bestätigung
directory-queue-no-proposals-text = Was Mitglieder vorschlagen, erscheint hier.
directory-queue-merge = Gibt es das schon?
directory-queue-merge-hint = Alles zu diesem Vorschlag geht auf den gewählten Eintrag über. Sehen Sie ihn vorher an.
directory-queue-confirm = Bestätigen oder zusammenführen
directory-queue-claims = { $count ->
    [one] 1 Antrag
   *[other] { $count } Anträge
}
directory-queue-no-claims = Kein Antrag wartet
directory-queue-no-claims-text = Was Ärztinnen, Ärzte und Kliniken senden, erscheint hier.
directory-queue-claim-title = { $person } will { $name } übernehmen
directory-queue-reason = Ihre Begründung
directory-queue-reason-hint = Steht in der Nachricht an die antragstellende Person.
directory-queue-approve = Annehmen
directory-queue-reject = Ablehnen

## Letters

directory-letter-claim-approved-subject = Ihr Antrag auf { $name } wurde angenommen
directory-letter-claim-approved-text = Ihr Antrag auf { $name } wurde geprüft und angenommen. Ab jetzt beantworten Sie dort Beschwerden und Bewertungen mit diesem Konto.
directory-letter-claim-rejected-subject = Ihr Antrag auf { $name } wurde nicht angenommen
directory-letter-claim-rejected-text = Ihr Antrag auf { $name } wurde geprüft und nicht angenommen. Sie können jederzeit einen neuen mit anderen Belegen senden.
directory-letter-claim-reason = Die Begründung im Wortlaut:
directory-preview-reason = Das Register der Behörde nennt Sie als ärztliche Leitung.

## Errors

error-already-decided-title = Schon entschieden
error-already-decided = Darüber wurde schon entschieden.
error-already-claimed-title = Dieses Profil ist übernommen
error-already-claimed = Hier antwortet bereits ein anderes Konto.
error-claim-exists-title = Sie haben das schon beantragt
error-claim-exists = Ihr Antrag wartet auf die Entscheidung oder wurde angenommen.
error-own-claim-title = Das ist Ihr eigener Antrag
error-own-claim = Niemand entscheidet über den eigenen Antrag.
error-listed-already-title = Das steht schon im Verzeichnis
error-listed-already = Unter diesem Namen steht schon jemand mit einer dieser Zulassungen oder Kliniken im Verzeichnis, oder eine Klinik in dieser Stadt.
error-staff-only-field-title = Das ändert nur das Team
error-staff-only-field = Name, Art, Ort, Zulassungen und Kontakt ändert das Team. Die Beschreibung können Sie selbst ändern.
error-bad-npi-title = Keine gültige NPI
error-bad-npi = Eine NPI hat zehn Ziffern, und die letzte prüft die übrigen. Diese passt nicht.

## Verbindungen: worüber jemand nicht urteilt

directory-ties-title = Meine erklärten Verbindungen
directory-ties-lede = Über wen Sie nicht urteilen. Erklären Sie jede Ärztin, jeden Arzt und jede Klinik einmal; Anträge, Inspektionen und Meldungen über sie gehen dann an andere. Nur Sie sehen diese Liste. Was Ihre eigenen Bewertungen und Beschwerden zeigen, ist schon bekannt.
directory-ties-declared = Erklärt
directory-ties-none = Sie haben nichts erklärt.
directory-tie-declare = Verbindung erklären
directory-tie-find = Ärztin, Arzt oder Klinik
directory-tie-find-hint = Ein Teil des Namens; die Auswahl unten zeigt dann nur diese.
directory-tie-narrow = Nur diese zeigen
directory-tie-whom = Verbunden mit
directory-tie-kind = Was Sie verbindet
directory-tie-coauthor = Wir haben zusammen veröffentlicht
directory-tie-mentor = Eine Seite hat die andere ausgebildet
directory-tie-patient = Ich bin oder war dort in Behandlung
directory-tie-money = Zuweisungen oder Geld zwischen uns
directory-tie-dispute = Wir sind im Streit
directory-tie-family = Familie
directory-tie-since = Seit
directory-tie-since-hint = Bei gemeinsamen Veröffentlichungen: der Tag der Veröffentlichung. Sie zählt drei Jahre.
directory-tie-until = Bis
directory-tie-until-hint = Leer lassen, solange es dauert, und wo es für immer bleibt.
directory-tie-since-day = seit { $day }
directory-tie-until-day = bis { $day }
directory-tie-past = zählt heute nicht
directory-tie-withdraw = Zurückziehen

## What the fields are called where something is wrong with them

field-name = { directory-field-name }
field-titles = { directory-field-titles }
field-languages = { directory-field-languages }
field-practice-since = { directory-field-since }
field-specialties = { directory-field-specialties }
field-bio = { directory-field-bio }
field-clinic-ids = { directory-field-clinics }
field-licence-country = { directory-licence-country }
field-licence-authority = { directory-licence-authority }
field-licence-number = { directory-licence-number }
field-licence-expires-on = { directory-licence-expires }
field-country = { directory-filter-country }
field-city = { directory-field-city }
field-address = { directory-field-address }
field-latitude = { directory-field-latitude }
field-longitude = { directory-field-longitude }
field-treatments = { directory-treatments }
field-evidence = { directory-field-evidence }
field-since = { directory-tie-since }

## Preise, Personal, Vorgängerinnen

directory-price = Preis
directory-price-on = Stand { $day }
directory-price-from = Von
directory-price-to = Bis
directory-price-currency = Währung
directory-price-day = Preis vom
directory-performed-by = Wer behandelt
directory-performer-physician = Ärztin oder Arzt
directory-performer-technician = Technische Kraft
directory-offers-form = Preise, und wer was macht
directory-offers-form-hint = Für Behandlungen, die oben angekreuzt sind. Währungen mit ihren drei Buchstaben, etwa EUR; ein Betrag allein ist ein fester Preis.
directory-staff = Personal in Zahlen
directory-staff-physicians = Ärztinnen und Ärzte
directory-staff-nurses = Pflegekräfte
directory-staff-technicians = Technische Kräfte
directory-staff-others = Andere
directory-field-predecessor = Geht hervor aus
directory-field-predecessor-none = Keiner anderen Klinik
directory-field-predecessor-hint = Eine Klinik, die als diese weitergeführt wird, unter anderem Namen oder anderer Leitung. Ihre Bewertungen zählen hier mit.
directory-predecessor-before = Vorher war diese Klinik
directory-predecessor-follows = Hier zählen die Bewertungen beider.
directory-predecessor-after = Wird weitergeführt als
field-offers = { directory-price }
field-staff = { directory-staff }
field-predecessor-id = { directory-field-predecessor }
directory-offer-field = { $treatment }, { $field }
directory-offer-unticked = { $treatment }: Hier steht ein Preis, aber oben ist die Behandlung nicht angekreuzt. Kreuzen Sie sie an, oder leeren Sie die Zeile.
directory-reviews-of-these = davon
directory-reviews-sum = Alle eingereichten
directory-queue-look = Nach dem Eintrag suchen, der es sein könnte
directory-queue-look-hint = Ein Name oder ein Teil davon, die Adresse der Seite oder die Kennung.
directory-queue-look-button = Suchen
directory-queue-none-found = Kein bestätigter Eintrag heißt so.
directory-queue-merge-new = Nein, es ist ein neuer Eintrag
directory-queue-open-entry = Eintrag öffnen
directory-queue-cut = Hier werden nur { $count } Namen verglichen; suchen Sie nach einem Eintrag, der nicht angeboten wird.
directory-entries-title = Einträge, für die Sie antworten
directory-entries-lede = Was Sie hier ändern, ist sofort öffentlich; Bewertungen und Beschwerden dazu beantworten Sie.
directory-entries-yours = Ihre
directory-entries-none = Sie antworten für keinen Eintrag
directory-entries-none-text = Suchen Sie sich oder Ihre Klinik, und übernehmen Sie dort den Eintrag.
directory-entries-find = Ärztin oder Arzt finden
directory-entries-waiting = Anträge, die auf eine Entscheidung warten
directory-entries-claimed = Beantragt am
directory-done-claim = Ihr Antrag liegt zur Prüfung vor. Die Entscheidung kommt per E-Mail.
directory-queue-done-confirmed = Der Eintrag ist bestätigt und öffentlich.
directory-queue-done-merged = Der Vorschlag ist mit dem gewählten Eintrag zusammengeführt.
directory-queue-done-decided = Über den Antrag ist entschieden; wer ihn stellte, erfährt es per E-Mail.
directory-own-title = Das ist Ihr Eintrag.
directory-own-text = Andere sehen ihn wie Sie hier, ohne diesen Hinweis.
directory-own-reviews = Bewertungen lesen und beantworten
field-merge-into = { directory-queue-merge }
