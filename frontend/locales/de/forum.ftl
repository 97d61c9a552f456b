## First page

forum-home-title = Was Patientinnen und Patienten erlebt haben und was ihre Ärzte dazu sagen
forum-home-lede = Eine freie Gemeinschaft für alle, die über eine Haarwiederherstellung nachdenken, mittendrin sind oder mit dem Ergebnis leben. Lesen geht ohne Konto. Keine Werbung, keine bezahlten Plätze.
forum-home-where = Wo stehen Sie gerade?
forum-home-thinking = Ich denke darüber nach
forum-home-thinking-text = Was man fragen sollte, wie Monat 12 wirklich aussieht und wann ein guter Arzt Nein sagt.
forum-home-worried = Ich wurde operiert und mache mir Sorgen
forum-home-worried-text = Was andere nach ihrer gefragt und erzählt haben, und wo Sie fragen können.
forum-home-check = Ich möchte jemanden prüfen
forum-home-check-text = Bewertungen, Beschwerden und Inspektionen auf einer Seite.
forum-home-urgent = Fieber, sich ausbreitende Rötung oder starke Schmerzen nach einem Eingriff?
forum-home-urgent-text = Rufen Sie jetzt die Notfallnummer Ihrer Klinik oder einen Arzt an. Lesen Sie später weiter.
forum-home-find = Ärztin oder Arzt finden
forum-home-find-name = Name oder Klinik
forum-home-find-treatment = Behandlung
forum-home-extent = { $physicians ->
    [one] 1 Ärztin oder Arzt
   *[other] { $physicians } Ärztinnen und Ärzte
} in { $countries ->
    [one] 1 Land
   *[other] { $countries } Ländern
}.
forum-home-no-paid-place = Geordnet ist nach der Bewertung, die mindestens gesichert ist; niemand kann für einen Platz bezahlen.
forum-home-new = Was neu ist
forum-home-talk = Im Gespräch
forum-home-record = Festgehalten
forum-how-title = So funktioniert es
forum-how-lede = Vier Zusagen, und was hinter jeder steht.
forum-how-write = Patientinnen und Patienten schreiben
forum-how-write-text = Alle dürfen ihre Erfahrung veröffentlichen. Sie können zuerst eine private Klärung versuchen. Sie müssen nie.
forum-how-answer = Ärztinnen und Ärzte dürfen antworten
forum-how-answer-text = Eine öffentliche Antwort auf jede Bewertung. Sie dürfen nicht verraten, wer in Behandlung war, und können keine Bewertung entfernen lassen, weil sie schlecht ist.
forum-how-dates = Beschwerden haben Fristen
forum-how-dates-text = Die Klinik hat { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
} für die Antwort. Versäumt sie die Frist, sagt das öffentlich die Uhr, kein Mensch.
forum-how-ledger = Nichts verschwindet still
forum-how-ledger-text = Jeder Schritt, für den jemand einsteht, hinterlässt einen Eintrag im Transparenzbuch, auch wenn etwas zurückgehalten, entfernt oder zurückgezogen wird.
forum-how-posts = Was mit Beiträgen geschieht
forum-how-posts-text = Die Nummer eines Beitrags ändert sich nie. Fünf Minuten lang können Sie ohne Spur verbessern; danach kann jeder lesen, was geändert wurde. Ein gelöschter Beitrag behält seinen Platz.
forum-how-people = Wer entscheidet
forum-how-people-text = Patientinnen und Patienten moderieren. Beschwerden laufen nach einer festen Tabelle von Schritten. Wer entschieden hat, hört nie den Einspruch.
forum-how-more = Mehr dazu, wie es funktioniert
forum-how-complain = Beschwerde beginnen

## Lists

forum-categories-lede = Wählen Sie, wo Sie lesen möchten. Alles ist ohne Konto lesbar.
forum-categories-none = Es gibt noch keine Rubrik
forum-categories-none-text = Die Administration öffnet die erste.
forum-category-below = in { $name }
forum-category-open = Rubrik öffnen
forum-category-top = Ganz oben
forum-field-category-name = Name
forum-field-category-slug = Adresse
forum-field-category-slug-hint = Kleinbuchstaben, Ziffern und einzelne Bindestriche.
forum-field-category-parent = Unterhalb von
forum-field-category-position = Reihenfolge
forum-threads = { $count ->
    [one] 1 Diskussion
   *[other] { $count } Diskussionen
}
forum-posts = { $count ->
    [one] 1 Beitrag
   *[other] { $count } Beiträge
}
forum-opened-by = eröffnet von { $name }
forum-threads-title = Alle Diskussionen
forum-threads-discussion = Diskussionen
forum-threads-question = Fragen
forum-threads-journal = Tagebücher
forum-threads-inspection = Inspektionen
forum-threads-announcement = Ankündigungen
forum-threads-membership-comment = Kommentare zu Anträgen
forum-all-threads = Alle Diskussionen
forum-sort-label = Reihenfolge
forum-sort-activity = Letzte Aktivität
forum-sort-newest = Neueste
forum-sort-unanswered = Unbeantwortet
forum-tagged = Mit dem Schlagwort „{ $tag }“
forum-none-title = Hier ist noch nichts
forum-none-text = Stellen Sie die erste Frage, oder erzählen Sie, was Sie erlebt haben.
forum-feed = Atom-Feed dieser Liste
forum-kind-discussion = Diskussion
forum-kind-discussion-hint = Erfahrungen und Meinungen.
forum-kind-question = Frage
forum-kind-question-hint = Sie möchten etwas Bestimmtes wissen.
forum-kind-journal = Tagebuch
forum-kind-inspection = Inspektion
forum-kind-announcement = Ankündigung
forum-kind-membership-comment = Kommentare zu einem Antrag

## A thread

forum-page = Seite
forum-page-of = Seite { $number } von { $count }
forum-pages-label = Seiten dieser Diskussion
forum-last-post = letzter Beitrag
forum-tags = Schlagwörter
forum-reply = Antworten
forum-newest = Neuester
forum-edit-thread = Titel und Schlagwörter ändern
forum-permalink = Beitrag { $number }, dauerhafter Link
forum-edited = { $count ->
    [one] einmal bearbeitet
   *[other] { $count }-mal bearbeitet
}
forum-what-changed = was geändert wurde
forum-in-post = Beitrag { $number }
forum-in-reply = Antwort auf Beitrag { $number }
forum-quote = Zitieren
forum-quote-from = Beitrag { $number }
forum-gone-by-moderator = Vom Moderationsteam gelöscht
forum-gone-hidden = Vom Moderationsteam verborgen
forum-gone-removed = Vom Moderationsteam entfernt
forum-masked = Das Moderationsteam hat in diesem Beitrag persönliche Daten ersetzt.
forum-report = Melden
forum-report-thread = Dieses Thema melden
forum-locked = Das Moderationsteam hat dieses Thema geschlossen: Man kann es lesen, aber vorerst nicht antworten.
forum-silenced = Sie können bis { $until } lesen, aber nicht schreiben: Das Moderationsteam hat Ihr Konto stummgeschaltet. Die Gründe und der Weg zum Widerspruch:
forum-gone-told = Wer es geschrieben hat, kennt den Grund und weiß, wie man Einspruch erhebt.
forum-gone-for-staff = Was darin stand (für das Team)
forum-opener-question = Hat die Frage gestellt
forum-opener = Hat die Diskussion eröffnet
forum-former-member = Ehemaliges Mitglied
forum-your-reply = Ihre Antwort
forum-reply-needs-account = Zum Lesen braucht es kein Konto, zum Schreiben schon.
forum-field-reply = Was möchten Sie sagen?
forum-field-body-hint = Schreiben Sie aus eigener Erfahrung. Lassen Sie Namen und Gesundheit anderer weg. Markdown ist möglich.
forum-send-reply = Antwort veröffentlichen
forum-about = Über diese Diskussion
forum-fact-started = Begonnen
forum-fact-posts = Beiträge
forum-fact-gone = Verborgene oder gelöschte Beiträge
forum-fact-gone-of = { $gone } von { $count }

## Writing

forum-open-thread = Diskussion beginnen
forum-new-lede = Fragen Sie, oder erzählen Sie, was Sie erlebt haben. Alle können es lesen.
forum-choose = Bitte wählen
forum-field-category = Wohin gehört es?
forum-field-kind = Was ist es?
forum-field-title = Titel
forum-field-title-hint = Ein Satz, der sagt, worum es geht.
forum-field-body = Ihr Text
forum-field-tags = Schlagwörter
forum-field-tags-hint = Höchstens fünf, mit Kommas dazwischen.
forum-tags-too-many = Schlagwörter: höchstens { $most }.
forum-tag-too-short = Das Schlagwort „{ $tag }“ ist zu kurz: Es braucht zwei Zeichen.
forum-tag-too-long = Das Schlagwort „{ $tag }“ ist zu lang: höchstens { $most } Zeichen.
forum-tag-wrong = Das Schlagwort „{ $tag }“ enthält ein Zeichen, das in keinem Schlagwort stehen kann: nur Buchstaben, Ziffern, Leerzeichen, Punkte, Bindestriche und Pluszeichen.
forum-send-thread = Veröffentlichen
forum-edit-title = Beitrag { $number } bearbeiten
forum-edit-lede = In den ersten fünf Minuten hinterlässt eine Änderung keine Spur. Danach kann jeder lesen, was geändert wurde.
forum-field-reason = Warum Sie es ändern
forum-field-reason-hint = Steht für alle neben der Änderung.
forum-delete-title = Beitrag { $number } löschen?
forum-delete-lede = Der Text verschwindet, Nummer und Platz bleiben. Danach liest ihn nur noch das Team, und er lässt sich hier nicht zurückholen.
forum-delete-send = Beitrag löschen
forum-delete-keep = Behalten
forum-revisions-title = Was sich in Beitrag { $number } geändert hat
forum-revisions-lede = Neueste zuerst. Unterstrichenes kam hinzu, Durchgestrichenes fiel weg.
forum-revisions-none = Nie bearbeitet
forum-revisions-none-text = Verbesserungen in den ersten fünf Minuten hinterlassen keine Spur.
forum-revision = Änderung { $number }
forum-back-to-post = Zurück zum Beitrag

## Errors

error-category-id-required = Wählen Sie, wohin es gehört.
error-title-required = Schreiben Sie einen Titel.
error-body-required = Schreiben Sie Ihren Text.
error-too-soon-title = Bitte etwas langsamer
error-too-soon = Zwischen zwei Beiträgen eines Kontos oder eines Internetanschlusses liegt eine kurze Pause.
error-first-day-limit-title = Genug für den ersten Tag
error-first-day-limit = Neue Mitglieder schreiben am ersten Tag nur eine begrenzte Zahl von Beiträgen, alle an einem Internetanschluss zusammen. Morgen gilt das nicht mehr.
error-duplicate-text-title = Das haben Sie eben veröffentlicht
error-duplicate-text = Derselbe Text wurde vor Kurzem schon veröffentlicht, von Ihnen oder von Ihrem Internetanschluss aus.
error-post-gone-title = Dieser Beitrag ist gelöscht
error-post-gone = Nur sein Platz ist geblieben, und daran lässt sich nichts ändern.
error-slug-taken-title = Diese Adresse ist vergeben
error-slug-taken = Eine andere Rubrik hat diese Adresse.
error-grace-over-title = Die ersten Minuten sind vorbei
error-grace-over = Den Titel ändern Sie nur in den ersten Minuten selbst, danach nur noch die Moderation.
