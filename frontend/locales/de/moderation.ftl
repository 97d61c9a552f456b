## Warum es abgelehnt wurde

error-already-flagged-title = Das haben Sie schon gemeldet
error-already-flagged = Ihre Meldung aus diesem Grund wartet, oder sie wurde vor Kurzem entschieden, und seitdem hat sich nichts geändert.
error-claimed-by-other-title = Jemand anders sieht es sich an
error-claimed-by-other = Ein anderes Mitglied des Moderationsteams hat diesen Fall übernommen. Nach einer Viertelstunde ist er wieder frei.
error-marked-too-short = Markieren Sie mindestens einen Fall der Liste.
error-marked-too-long = Markieren Sie höchstens 20 Fälle; über die anderen lässt sich danach entscheiden.
error-name-masked-title = Das Moderationsteam hat diesen Namen geschwärzt
error-name-masked = Wählen Sie einen anderen. Soll der Name bestehen bleiben, widersprechen Sie: Die Gründe stehen unter „Entscheidungen über Ihre Beiträge“.
error-appeal-too-late-title = Die Zeit für einen Widerspruch ist um
error-appeal-too-late = Die Frist, in der man dieser Entscheidung widersprechen konnte, ist vorbei.
error-thread-locked-title = Dieses Thema ist geschlossen
error-thread-locked = Das Moderationsteam hat es geschlossen: Man kann es lesen, aber vorerst nicht antworten.
error-account-silenced-title = Sie können vorerst lesen, aber nicht schreiben
error-account-silenced = Das Moderationsteam hat Ihr Konto für eine Weile stummgeschaltet. Die Gründe und den Weg zum Widerspruch finden Sie unter „Entscheidungen über Ihre Beiträge“.
error-account-suspended-title = Dieses Konto ist gesperrt
error-account-suspended = Bis die Sperre endet, kann sich niemand mit diesem Konto anmelden. Im Brief mit den Gründen steht, bis wann, und wie man widerspricht; der Link darin funktioniert ohne Anmeldung.
error-account-banned-title = Dieses Konto ist dauerhaft geschlossen
error-account-banned = Im Brief mit den Gründen steht, warum, und wie man widerspricht; der Link darin funktioniert ohne Anmeldung.

## Was getan wird

moderation-action-no-breach = Kein Verstoß
moderation-action-mask = Schwärzen
moderation-action-hide = Verbergen
moderation-action-hold = Zurückhalten
moderation-action-remove = Entfernen
moderation-action-restore = Wiederherstellen
moderation-action-lock = Schließen
moderation-action-warn = Verwarnen
moderation-action-silence = Stummschalten
moderation-action-suspend = Sperren
moderation-action-ban = Ausschließen
moderation-will-no-breach = Niemandem wird etwas genommen.
moderation-will-no-breach-ends = Niemandem wird etwas genommen; was wegen der Punktzahl von selbst verborgen, geschlossen oder stummgeschaltet wurde, endet.
moderation-will-publish = Die Bewertung wird veröffentlicht.
moderation-will-mask = Persönliche Daten werden durch die Worte „removed: personal data“ ersetzt; der Rest bleibt lesbar. Nur wegen persönlicher Daten. Die verfassende Person erhält diese Gründe.
moderation-will-hide = Es wird verborgen; sein Platz bleibt. Die verfassende Person erhält diese Gründe.
moderation-will-stay-hidden = Es ist schon verborgen und bleibt es, nun durch Ihre Entscheidung. Die verfassende Person erhält diese Gründe.
moderation-will-hide-review = Niemand liest sie, bis zwei von Ihnen entschieden haben. Nur wegen persönlicher Daten, einer Drohung, wegen etwas Rechtswidrigem oder einer gerichtlichen Anordnung; bei allem anderen halten Sie sie zurück.
moderation-will-remove = Es wird entfernt; sein Platz bleibt. Die verfassende Person erhält diese Gründe.
moderation-will-hold = Bis zum Datum liest es niemand; seine Seite sagt, dass es zurückgehalten wird, warum und bis wann. Danach erscheint es von selbst wieder, oder es wird verborgen, wo es jemandem schaden könnte. Was schon zurückgehalten wird, bleibt es einmal länger, durch jemand anderen aus der Moderation. Die verfassende Person erhält diese Gründe.
moderation-will-wait = Was Sie sagen, wird festgehalten, und sonst geschieht noch nichts: Eine zweite Person aus der Moderation muss dasselbe sagen. Wo zwei uneins sind, entscheidet eine dritte.
moderation-will-then = Sobald die zweite Person dasselbe gesagt hat: { $what }
moderation-will-restore = Alles, was dagegen gilt, endet, und es wird gezeigt wie zuvor.
moderation-will-restore-account = Was deswegen gegen das Konto gilt, endet: Die verfassende Person darf wieder, was ihr verwehrt war.
moderation-will-show-again = Die Punktzahl hat es verborgen, und diese Entscheidung zeigt es wieder. Soll es verborgen bleiben, wählen Sie „Verbergen“ oder „Entfernen“.
moderation-will-lock = Es bleibt lesbar, aber nur das Team kann antworten. Die verfassende Person erhält diese Gründe.
moderation-will-mask-title = Persönliche Daten im Titel werden durch die Worte „removed: personal data“ ersetzt; der Rest bleibt lesbar, und Beiträge werden einzeln geschwärzt. Nur wegen persönlicher Daten. Die verfassende Person erhält diese Gründe.
moderation-will-mask-name = An seiner Stelle steht überall, wo das Konto genannt wird, ein neutraler Name, bis es einen anderen wählt. Was andere in ihre eigenen Beiträge geschrieben haben, auch in Zitaten, bleibt stehen. Die verfassende Person erhält diese Gründe.
moderation-will-warn = Die verfassende Person erhält diese Gründe als Verwarnung und wird gebeten zu sagen, dass sie sie gelesen hat. Ihr wird nichts genommen; die Verwarnung gilt { $days } Tage lang und endet dann von selbst.
moderation-will-count = { $points ->
    [one] Sie zählt 1 Punkt; mit den Verwarnungen, die gelten, sind es { $sum }.
   *[other] Sie zählt { $points } Punkte; mit den Verwarnungen, die gelten, sind es { $sum }.
}
moderation-will-suggest = Ab dieser Summe ist zu überlegen: { $action }. Von selbst geschieht nichts.
moderation-will-silence = Die verfassende Person kann bis zum Datum lesen, aber nicht schreiben; sie erhält diese Gründe.
moderation-will-suspend = Die verfassende Person kann sich bis zum Datum nicht anmelden; sie erhält diese Gründe.
moderation-will-ban = Die verfassende Person kann sich nicht mehr anmelden; sie erhält diese Gründe.
moderation-will-appeal = Die verfassende Person kann { $days } Tage lang widersprechen, und jemand anders entscheidet darüber.
moderation-will-reporters = Wer es gemeldet hat, erfährt das Ergebnis.
moderation-will-log = Die Entscheidung kommt ohne Namen ins öffentliche Protokoll.
moderation-fact-about = Worum es geht
moderation-fact-action = Was getan wurde
moderation-fact-ground = Grund
moderation-fact-until = Bis
moderation-fact-appeal-until = Widerspruch bis
moderation-fact-heard-until = Geprüft bis spätestens
moderation-fact-reported-as = Ihre Meldung

## Briefe

moderation-letter-statement-subject = Eine Entscheidung über Ihren Beitrag und ihre Gründe
moderation-letter-statement-text = Das Moderationsteam hat über etwas entschieden, das Sie geschrieben haben. Hier steht, was getan wurde und warum.
moderation-letter-by-people = Das hat ein Mensch entschieden, kein Programm.
moderation-letter-automatic = Das geschah von selbst, wie es die Regeln dieser Seite sagen. Das Moderationsteam muss es sich noch ansehen.
moderation-automatic-seen = Das geschah von selbst, wie es die Regeln dieser Seite sagen. Das Moderationsteam hat es sich inzwischen angesehen.
moderation-letter-statement-appeal = Sie können widersprechen. Das kostet nichts, und darüber entscheidet jemand, der an der Entscheidung nicht beteiligt war.
moderation-letter-statement-read = Bitte öffnen Sie die Begründung und bestätigen Sie, dass Sie sie gelesen haben.
moderation-letter-statement-shut-out = Mit Ihrem Konto kann sich jetzt niemand anmelden. Der Link funktioniert ohne Anmeldung; geben Sie ihn nicht weiter.
moderation-letter-statement-link = Begründung lesen und widersprechen
moderation-letter-lifted-subject = Eine Entscheidung über Ihren Beitrag wurde zurückgenommen
moderation-letter-lifted-text = Das Moderationsteam hat eine Entscheidung über etwas zurückgenommen, das Sie geschrieben haben. Sie gilt nicht mehr.
moderation-letter-appeal-received-subject = Ihr Widerspruch ist angekommen
moderation-letter-appeal-received-text = { $days ->
    [one] Ihr Widerspruch liegt uns vor. Jemand, der an der Entscheidung nicht beteiligt war, prüft ihn und antwortet innerhalb von 1 Tag.
   *[other] Ihr Widerspruch liegt uns vor. Jemand, der an der Entscheidung nicht beteiligt war, prüft ihn und antwortet innerhalb von { $days } Tagen.
} Das haben Sie geschrieben:
moderation-letter-appeal-against = Ihr Widerspruch richtet sich gegen:
moderation-letter-appeal-link = Die Gründe und den Stand Ihres Widerspruchs lesen
moderation-letter-appeal-decided-subject = Über einen Widerspruch wurde entschieden
moderation-letter-appeal-upheld = Den Widerspruch hat jemand geprüft, der an der Entscheidung nicht beteiligt war. Die Entscheidung bleibt bestehen, und zwar aus diesem Grund:
moderation-letter-appeal-partly = Den Widerspruch hat jemand geprüft, der an der Entscheidung nicht beteiligt war. Er ist zum Teil berechtigt: Die Maßnahme gilt, bis neu entschieden ist. Der Grund:
moderation-letter-appeal-overturned = Den Widerspruch hat jemand geprüft, der an der Entscheidung nicht beteiligt war. Die Entscheidung ist aufgehoben, und alles, was sie bewirkt hat, ist rückgängig gemacht. Der Grund:
moderation-letter-appeal-over = Die Entscheidung, der Sie widersprochen haben, gilt nicht mehr: Das Moderationsteam hat sie zurückgenommen, oder eine andere steht an ihrer Stelle. Ihr Widerspruch ist damit erledigt; auch der anderen Entscheidung kann widersprochen werden.
moderation-letter-outcome-subject = Was aus Ihrer Meldung wurde
moderation-letter-outcome-agreed = Danke für Ihre Meldung. Das Moderationsteam hat sie geprüft und etwas unternommen.
moderation-letter-outcome-kept = Danke für Ihre Meldung. Das Moderationsteam hat sie geprüft und keinen Verstoß gegen die Regeln gefunden, oder ein Widerspruch hat aufgehoben, was getan wurde.
moderation-letter-outcome-link = Ihre Meldungen
moderation-preview-ground = Verschwiegenes Interesse
moderation-preview-facts = Der Beitrag nennt einen Preis, den es nur unter Ihrem Namen gibt. Wenn Sie mit der Klinik verbunden sind, sagen Sie es bitte; dann kann der Beitrag mit einem Hinweis zurückkehren.
moderation-preview-appeal = Ich bin mit der Klinik nicht verbunden. Der Preis steht auf ihrer öffentlichen Liste.

## Seiten

footer-moderation-log = Was wir entfernt haben und warum
menu-queue = Warteschlange
menu-appeals = Widersprüche
menu-moderation-log = Protokoll der Moderation
moderation-pages = Seiten dieser Liste
moderation-done-reported = Ihre Meldung liegt beim Moderationsteam. Sie erfahren, was daraus wird.
moderation-done-decided = Die Entscheidung gilt, und alle Betroffenen werden unterrichtet.
moderation-done-several = Über alle Markierten ist entschieden, und alle Betroffenen werden unterrichtet; was zwei braucht, wartet auf die zweite Person.
moderation-done-appealed = Ihr Widerspruch liegt bei jemandem, der an der Entscheidung nicht beteiligt war.
moderation-done-heard = Über den Widerspruch ist entschieden, und alle Betroffenen werden unterrichtet.
moderation-done-claimed = Der Fall gehört für eine Viertelstunde Ihnen.
moderation-done-released = Der Fall ist wieder frei.
moderation-done-spoken = was Sie sagen, ist festgehalten. Eine zweite Person aus der Moderation muss dasselbe sagen, bevor es geschieht.
moderation-done-acknowledged = Sie haben die Verwarnung gelesen. Sie steht nicht mehr oben.
moderation-kind-post = Beitrag
moderation-kind-thread = Thema
moderation-kind-review = Bewertung
moderation-kind-profile = Konto
moderation-item-all = Alle
moderation-item-flag = Gemeldet
moderation-item-first-post = Erster Beitrag
moderation-item-sign-up = Neues Konto
moderation-why-sign-up = Neues Konto: Der Name wirbt, oder das Formular kam sofort zurück
moderation-item-review = Erste Bewertung
moderation-item-held-review = Zurückgehaltene Bewertung
moderation-item-hidden-review = Verborgene Bewertung
moderation-item-appeal = Widerspruch
moderation-item-again = Neu zu entscheiden
moderation-flag-open = Wartet
moderation-flag-agreed = Berechtigt
moderation-flag-disagreed = Kein Verstoß
moderation-statement-in-force = Gilt
moderation-statement-appealed = Ein Widerspruch wird geprüft
moderation-statement-upheld = Nach Widerspruch bestätigt
moderation-statement-partly = Neu zu entscheiden
moderation-statement-overturned = Aufgehoben
moderation-statement-lifted = Zurückgenommen
moderation-statement-replaced = Durch eine spätere Entscheidung ersetzt
moderation-statement-over = Vorbei: Das Datum ist gekommen
moderation-outcome-upheld = Die Entscheidung bleibt
moderation-outcome-upheld-hint = Nichts daran ändert sich.
moderation-outcome-overturned = Aufgehoben
moderation-outcome-overturned-hint = Alles, was die Entscheidung bewirkt hat, wird rückgängig gemacht.
moderation-outcome-partly = Zum Teil berechtigt
moderation-outcome-partly-hint = Die Maßnahme gilt, bis jemand von Ihnen neu entscheidet.

moderation-report-title = Das melden
moderation-report-lede = Sagen Sie dem Moderationsteam, was nicht stimmt. Das sind Patientinnen und Patienten wie Sie, und jede Meldung liest ein Mensch.
moderation-report-text = Was sollten wir wissen?
moderation-report-text-hint = Welche Worte gemeint sind und warum. Das liest nur das Moderationsteam.
moderation-report-take-action = Es sollte sofort etwas geschehen
moderation-report-what-follows = Wir bewahren auf, was jetzt dort steht, entscheiden und teilen Ihnen das Ergebnis mit. Wer gemeldet hat, erfährt die verfassende Person nicht.
moderation-report-send = Meldung senden
moderation-reports-title = Meine Meldungen
moderation-reports-lede = Was Sie gemeldet haben und was daraus wurde.
moderation-reports-none = Sie haben nichts gemeldet
moderation-reports-none-text = Unter jedem Beitrag steht ein Link zum Melden.
moderation-report-now = Zuerst: { $before }. Jetzt: { $now }
moderation-statements-title = Entscheidungen über Ihre Beiträge
moderation-statements-lede = Jede mit ihren Gründen und dem Weg zum Widerspruch.
moderation-statements-none = Über Ihre Beiträge wurde nichts entschieden
moderation-statements-none-text = Sollte es dazu kommen, stehen die Gründe hier und in einem Brief.

moderation-queue-title = Warteschlange
moderation-queue-lede = { $count ->
    [0] Nichts wartet.
    [one] 1 Fall wartet.
   *[other] { $count } Fälle warten. Dringendes steht oben, dann kommt das Älteste.
}
moderation-queue-decided = { $count ->
    [one] 1 Fall ist entschieden.
   *[other] { $count } Fälle sind entschieden.
}
moderation-queue-kinds = Arten von Fällen
moderation-queue-none = Hier wartet nichts
moderation-queue-none-text = Neue Meldungen erscheinen am Ende der Liste, dringende an ihrem Anfang.
moderation-queue-spoken = { $count ->
    [one] Zu 1 Fall haben Sie gesprochen
   *[other] Zu { $count } Fällen haben Sie gesprochen
}
moderation-queue-spoken-text = Hier ist für Sie nichts mehr zu tun: Jemand anderes aus der Moderation entscheidet.
moderation-queue-claims = { $count ->
    [one] 1 Antrag wartet
   *[other] { $count } Anträge warten
}
moderation-queue-claims-text = Wer sagt, Ärztin oder Arzt zu sein oder für eine Klinik zu arbeiten. Entschieden wird darüber bei den Vorschlägen:
moderation-several-mark = Markieren: { $title }
moderation-several-title = Über Markierte entscheiden
moderation-several-text = Markieren Sie bis zu 20 Fälle, deren Worte Sie gelesen haben. Jeder wird einzeln übernommen und entschieden, so wie er hier steht: Was sich inzwischen geändert hat, bei jemand anders liegt oder nicht von Ihnen zu entscheiden ist, bleibt, wie es ist, und Sie erfahren, welche das sind.
moderation-several-what = Was mit jedem von ihnen geschieht. Jeder Einschränkung kann widersprochen werden.
moderation-several-explanation-hint = Ein Text für alle. Tatsachen, keine Vermutungen über die Person. Absender ist das „Moderationsteam“.
moderation-several-decide = Über alle Markierten entscheiden
moderation-several-came = { $done } von { $count } ausgeführt
moderation-several-waits = Wartet auf eine zweite Person
moderation-several-refused = Abgelehnt
moderation-several-review = { $post } Bei einer Bewertung: { $review }
moderation-reports-and-score = { $count ->
    [0] keine Meldung
    [one] 1 Meldung, Punktzahl { $score }
   *[other] { $count } Meldungen, Punktzahl { $score }
}
moderation-urgent = Dringend
moderation-yours-until = Ihrer bis { $time }
moderation-yours = Ihrer bis
moderation-taken = Von jemand anders übernommen
moderation-taken-until = Jemand anders liest dies bis { $time }. Sie können trotzdem entscheiden; dort gilt es dann als entschieden.
moderation-conflict = Sie sind daran beteiligt. Jemand anders entscheidet.
moderation-keys = Tasten
moderation-keys-title = Tasten der Warteschlange
moderation-keys-next = der nächste Fall
moderation-keys-previous = der Fall davor
moderation-keys-first = der erste Fall, und weiter durch die Liste; die Eingabetaste öffnet ihn
moderation-keys-back = zurück durch die Liste
moderation-keys-mark = den Fall für eine gemeinsame Entscheidung markieren, oder die Markierung aufheben
moderation-keys-take = den Fall übernehmen oder zurückgeben
moderation-keys-choose = wählen, was geschehen soll, in der Reihenfolge des Formulars
moderation-keys-help = diese Tasten
moderation-keys-fields = Eine Taste bewirkt nichts, solange ein Feld den Fokus hat: Verlassen Sie das Feld zuerst mit Escape.
moderation-keys-single = Einzelne Tasten bewirken etwas
moderation-keys-access = Ohne Skripte, und wenn einzelne Tasten ausgeschaltet sind, sind j, k und c Zugriffstasten: mit Alt, in Firefox mit Alt und Umschalt. Zu jeder Taste gibt es einen Knopf, einen Link oder ein Kästchen.
moderation-keys-close = Schließen
moderation-item-title = { $kind }: { $title }
moderation-heading-reported = { $count ->
    [one] Jemand meldet: { $reasons }
   *[other] { $count } Personen melden: { $reasons }
}
moderation-heading-decided = Entschieden: { $action }
moderation-heading-upheld = Nach Widerspruch bestätigt: { $action }
moderation-heading-overturned = Nach Widerspruch aufgehoben und rückgängig gemacht: { $action }
moderation-heading-partly = Gilt, bis neu entschieden ist: { $action }
moderation-heading-over = Gilt nicht mehr: { $action }
moderation-heading-heard = Widerspruch: { $outcome }
moderation-because-first-post = Das wartet hier, weil es der erste Beitrag eines neuen Kontos ist und einen Link oder ein Bild enthält oder in wenigen Augenblicken geschrieben war. Er ist inzwischen zu lesen.
moderation-because-sign-up = Das wartet hier, weil der Name dieses neuen Kontos für etwas wirbt oder weil sein Formular nach wenigen Augenblicken zurückkam. Das Konto darf inzwischen, was alle anderen dürfen.
moderation-because-review = Das wartet hier, weil es die erste Bewertung eines neuen Kontos ist und nichts sie belegt. Noch liest sie niemand sonst; entscheidet niemand rechtzeitig, erscheint sie von selbst.
moderation-because-held-review = Das wartet hier, weil es zurückgehalten wird: Niemand liest es, bis die Frist endet oder Sie entscheiden.
moderation-because-hidden-review = Das wartet hier, weil es wegen etwas verborgen ist, das jemandem schaden könnte, und zwei aus der Moderation entscheiden, was daraus wird.
moderation-because-appeal = Das wartet hier, weil jemand einer Entscheidung darüber widersprochen hat. Den Widerspruch prüft jemand, der daran nicht beteiligt war.
moderation-because-again = Das ist wieder da, weil ein Widerspruch gegen die Entscheidung darüber zum Teil berechtigt war. Sie gilt, bis jemand von Ihnen neu entscheidet; die neue tritt an ihre Stelle.
moderation-withdrawn = Die verfassende Person hat diese Bewertung zurückgezogen: Niemand liest sie mehr, und es ist nichts mehr da, was zu schwärzen, zurückzuhalten, zu verbergen oder zu entfernen wäre. Ihr Text bleibt hier nur, bis darüber entschieden ist. Wer sie gemeldet hat, wartet auf eine Antwort.
moderation-open = { $count ->
    [one] 1 offen
   *[other] { $count } offen
}
moderation-place = { $number } von { $count }
moderation-position = Platz in der Warteschlange
moderation-queue-all = Alle Fälle
moderation-previous = Zurück
moderation-following = Weiter
moderation-version = Fassung { $number }
moderation-take = Übernehmen
moderation-give-back = Zurückgeben
moderation-snapshot = So stand es da
moderation-snapshot-gone = Dieser Text wird nicht mehr aufbewahrt: Wer ihn schrieb, hat ihn zurückgezogen.
moderation-snapshot-then = So stand es da, als dies gemeldet wurde
moderation-why-score = Warum die Punktzahl { $score } beträgt
moderation-report-and-sum = Meldung und ihre Rechnung
moderation-sum = Summe
moderation-sum-base = { $number } Grundwert
moderation-sum-trust = { $number } Vertrauensstufe
moderation-sum-accuracy = { $number } Trefferquote ({ $agreed } von { $decided } berechtigt)
moderation-sum-reason = { $number } Grund
moderation-sum-action = { $number } Bitte um sofortiges Handeln
moderation-arithmetic-party = selbst beteiligt: wird gelesen, aber nie gezählt
moderation-score-line = Punktzahl. Ab { $score } wird ein Beitrag von selbst verborgen, wenn mehrere Menschen ihn gemeldet haben.
moderation-score-alone = Punktzahl. Wie hoch sie auch ist: Ob dies zu sehen ist, entscheiden nur Menschen.
moderation-author = Die verfassende Person
moderation-author-name = Name
moderation-author-since = Hier seit
moderation-author-points = Punkte der Verwarnungen, die gelten
moderation-author-suggested = Zu überlegen
moderation-earlier = Anderswo hierüber entschieden
moderation-earlier-none = Nichts.
moderation-by-itself = automatisch
moderation-decide = Entscheiden
moderation-decide-what = Das können Sie mit diesem Fall tun. Jeder Einschränkung kann widersprochen werden.
moderation-ground-none = Der Grund der Meldung
moderation-ground-reported = Der Grund der Meldung: { $reason }
moderation-ground-choose = Bitte wählen
moderation-grounds-all = Für alles, was zur Wahl steht
moderation-grounds-not-for = Nicht für: { $actions }
moderation-wrong-ground = Dieser Grund passt nicht zu dem, was geschehen soll. In der Liste steht, wofür ein Grund nicht gilt.
moderation-wrong-hours = So lange kann nichts zurückgehalten werden. Wählen Sie eine kürzere Zeit oder die übliche.
moderation-wrong-outcome = Wählen Sie, wie Sie über den Widerspruch entscheiden.
moderation-wrong-reason = Wählen Sie einen Grund.
moderation-wrong-answer = Schreiben Sie die Gründe: Beide Seiten lesen sie.
moderation-wrong-appeal = Schreiben Sie, warum anders entschieden werden soll.
moderation-explanation = Was die verfassende Person lesen wird
moderation-explanation-kept = Was bei diesem Fall bleibt
moderation-explanation-sent = Was die verfassende Person liest
error-explanation-required = Sagen Sie in Worten, was es ist: Der gewählte Grund allein sagt nichts.
moderation-explanation-hint = Tatsachen, keine Vermutungen über die Person. Absender ist das „Moderationsteam“.
field-hours = { moderation-hours-label }
moderation-hours-label = Wie lange
moderation-hours-hint = Für Stummschaltung und Sperre.
moderation-hours-hint-hold = Für Stummschaltung, Sperre und Zurückhalten. Zurückgehalten wird höchstens { $days } Tage; wer länger zurückhält, zählt vom bisherigen Ende an.
moderation-hours-usual = Die übliche Zeit: { $sanction }
moderation-hours-usual-hold = Die übliche Zeit: { $hold } für Zurückhalten, { $sanction } für das andere
moderation-hours-not-hold = { $days }, nicht für Zurückhalten
moderation-days = { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
}
moderation-passage-unknown = Stelle { $n } steht nicht im Text. Bitte genau so kopieren.
moderation-passages = Was geschwärzt wird
moderation-passages-hint = Eine Stelle pro Zeile, so wie sie im Text steht. Bleibt es leer: E-Mail-Adressen und Telefonnummern; gibt es keine, alles.
moderation-takes-two = Zwei aus der Moderation entscheiden
moderation-takes-two-text = Es bleibt verborgen, bis zwei von Ihnen dasselbe sagen. Wo zwei uneins sind, entscheidet eine dritte Person. Was zwei entfernt haben, kommt nur durch einen Widerspruch zurück.
moderation-takes-two-removal = Es ist verborgen, und nur wenn zwei von Ihnen dasselbe sagen, wird es endgültig entfernt; danach kommt es nur durch einen Widerspruch zurück.
moderation-two-until = Zwei müssen sich bis { $time } einig sein.
moderation-held-until = Zurückgehalten bis { $time }.
moderation-overdue-since = Überfällig: Zwei sollten sich bis { $time } einig sein. Bis dahin bleibt die Bewertung verborgen und steht vorn in der Liste.
moderation-waits-for-second = Eine Person hat gesprochen; es fehlt eine zweite.
moderation-you-spoke = Sie haben gesprochen; es fehlt jemand anderes.
moderation-to-preview = Zeigen, was geschehen wird
moderation-hear = Zum Widerspruch
moderation-decided = Hier entschieden
moderation-decided-until = bis { $time }
moderation-preview-title = { $action }: was geschehen wird
moderation-what-happens = Was geschehen wird
moderation-masked-text = Was stehen bleibt
moderation-not-yet = Noch nicht

moderation-fact-since = Seit
moderation-fact-state = Stand
moderation-fact-acknowledged = Gelesen von der Person, an die sie ging
moderation-told-no-breach = Kein Verstoß
moderation-told-restore = Maßnahmen zurückgenommen
moderation-told-mask = Geschwärzt
moderation-told-hide = Verborgen
moderation-told-hold = Zurückgehalten
moderation-told-remove = Entfernt
moderation-told-lock = Geschlossen
moderation-told-warn = Eine Verwarnung
moderation-told-silence = Stummgeschaltet
moderation-told-suspend = Gesperrt
moderation-told-ban = Für immer geschlossen
moderation-notice-warn = Das Moderationsteam hat Sie verwarnt: { $ground }. Bitte öffnen Sie die Begründung und bestätigen Sie, dass Sie sie gelesen haben.
moderation-notice-silence = Sie können bis { $until } lesen, aber nicht schreiben: { $ground }.
moderation-statement-title = Begründung
moderation-statement-lede = Was das Moderationsteam über etwas entschieden hat, das Sie geschrieben haben, warum, und wie Sie widersprechen.
moderation-statement-why = Die Gründe
moderation-statement-what = Worum es geht
moderation-statement-place = Den Platz ansehen
moderation-statement-newer = Was an ihrer Stelle entschieden wurde, mit den Gründen
moderation-statement-name = An seiner Stelle steht ein neutraler Name. Sie können jederzeit einen anderen wählen:
moderation-statement-fields = Die Felder der europäischen Transparenzdatenbank
moderation-acknowledge-text = Das ist eine Verwarnung. Bitte sagen Sie, dass Sie sie gelesen haben; mehr wird nicht verlangt. Sie können trotzdem widersprechen.
moderation-acknowledge = Ich habe das gelesen
moderation-appeals-of = Widerspruch
moderation-appeals-of-none = Niemand hat widersprochen.
moderation-appeal-reason = Die Antwort:
moderation-appeal-due = Der Widerspruch ist angekommen und wird bis zum { $day } geprüft.
moderation-appeal-open = Wartet
moderation-appeal-overdue = Verspätet
moderation-appeal-replaced = Abgeschlossen: durch eine spätere Entscheidung ersetzt
moderation-appeal-this = Widersprechen
moderation-appeal-title = Einer Entscheidung widersprechen
moderation-appeal-lede = { $days ->
    [one] Jemand, der an der Entscheidung nicht beteiligt war, prüft Ihren Widerspruch innerhalb von 1 Tag. Das kostet nichts.
   *[other] Jemand, der an der Entscheidung nicht beteiligt war, prüft Ihren Widerspruch innerhalb von { $days } Tagen. Das kostet nichts.
}
moderation-appeal-text = Warum soll anders entschieden werden?
moderation-appeal-text-hint = Was übersehen oder missverstanden wurde. Jede Seite kann einmal widersprechen.
moderation-appeal-send = Widerspruch senden
moderation-appeals-title = Widersprüche
moderation-appeals-lede = Wer zuerst entschieden, es geschrieben oder gemeldet hat, prüft den Widerspruch nicht.
moderation-appeals-none = Kein Widerspruch wartet
moderation-appeals-none-text = Neue erscheinen am Ende der Liste.
moderation-appeals-which = Welche Widersprüche
moderation-appeals-waiting = Offen
moderation-appeals-heard = Geprüft
moderation-appeals-none-heard = Noch kein Widerspruch wurde geprüft
moderation-appeals-none-heard-text = Hier steht jeder mit seinem Ausgang, sobald er geprüft ist.
moderation-another-hears = Sie sind daran beteiligt. Jemand anders prüft es.
moderation-another-heard = Sie waren daran beteiligt. Jemand anderes hat es geprüft.
moderation-hearing-title = Ein Widerspruch ist zu prüfen. { $what }
moderation-hearing-heard = Ein geprüfter Widerspruch: { $outcome }. { $what }
moderation-hearing-came = Was daraus wurde
moderation-appeal-says = Was der Widerspruch sagt
moderation-hearing-outcome = Ihre Entscheidung
moderation-hearing-reason-hint = Das lesen beide Seiten. Absender ist das „Moderationsteam“.
moderation-hearing-send = Über den Widerspruch entscheiden

moderation-log-title = Was wir entfernt haben und warum
moderation-log-lede = Jede Entscheidung des Moderationsteams, ohne Namen und ohne die Worte, um die es ging.
moderation-log-none = Noch wurde nichts entschieden
moderation-log-none-text = Entscheidungen erscheinen hier sofort.
moderation-log-entries = Entscheidungen
moderation-log-when = Wann
moderation-log-after = Was daraus wurde
moderation-log-undone = Das gilt nicht mehr.
moderation-log-automatic = Das tat die Seite von selbst, nach ihren Regeln.
moderation-log-upheld = Nach einem Widerspruch wurde es bestätigt.
moderation-log-overturned = Nach einem Widerspruch wurde es aufgehoben.
moderation-log-partly = Ein Widerspruch war zum Teil berechtigt, und es wird neu entschieden.
moderation-log-what-post = Ein Beitrag
moderation-log-what-thread = Ein Thema
moderation-log-what-review = Eine Bewertung
moderation-log-what-profile = Ein Konto
moderation-log-who-post = Wer einen Beitrag schrieb,
moderation-log-who-thread = Wer ein Thema eröffnete,
moderation-log-who-review = Wer eine Bewertung schrieb,
moderation-log-who-profile = Wer ein Konto nutzt,
moderation-logged-no-breach = { $what } wurde angesehen und verstieß gegen keine Regel.
moderation-logged-restore = { $what } wurde erneut geprüft, und was dagegen galt, ist zurückgenommen.
moderation-logged-mask = { $what } wurde zum Teil geschwärzt.
moderation-logged-hide = { $what } wurde verborgen.
moderation-logged-hold = { $what } wurde zurückgehalten.
moderation-logged-remove = { $what } wurde entfernt.
moderation-logged-lock = { $what } wurde geschlossen.
moderation-logged-warn = { $what } wurde verwarnt.
moderation-logged-silence = { $what } wurde für eine Weile stummgeschaltet.
moderation-logged-suspend = { $what } wurde für eine Weile gesperrt.
moderation-logged-ban = { $what } wurde für immer ausgeschlossen.
moderation-log-counts = Wie oft, nach Regel
moderation-log-count = Anzahl
moderation-log-figures = Dasselbe in Zahlen: wie viel, wie schnell, und was Widersprüche aufgehoben haben

moderation-figures-title = Moderation in Zahlen
moderation-figures-period = Vom { $from } bis zum { $until }, Tage nach UTC.
moderation-figures-lede = Die Zahlen ändern sich einmal am Tag, um Mitternacht.
moderation-figures-periods = Zeiträume
moderation-figures-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
moderation-figures-fast = Wie schnell entschieden wird
moderation-figures-median = Die Hälfte innerhalb von
moderation-figures-p90 = Neun von zehn innerhalb von
moderation-figures-hours = { $hours } Stunden
moderation-figures-in-days = { $days } Tagen
moderation-figures-percent = { $percent } %
moderation-figures-timed = { $count ->
    [0] In diesen Tagen wurde nichts entschieden.
    [one] Vom Eingang in die Warteschlange bis zur Entscheidung einer Person; berechnet aus 1 Entscheidung.
   *[other] Vom Eingang in die Warteschlange bis zur Entscheidung einer Person; berechnet aus den { $count } neuesten Entscheidungen.
}
moderation-figures-many = Wie viel
moderation-figures-waiting-before = Am Anfang in der Warteschlange
moderation-figures-received = In die Warteschlange gekommen
moderation-figures-came-back = Zurückgekommen: Widersprüche, Zurückgehaltenes, Verborgenes, neu zu Entscheidendes
moderation-figures-decided = Vom Gekommenen: von Personen entschieden
moderation-figures-closed = Vom Gekommenen: erledigt ohne eigene Entscheidung (Zeit vorbei, belegt, zurückgezogen oder mit einem anderen Fall entschieden)
moderation-figures-settled = Vom Zurückgekommenen: erledigt
moderation-figures-waiting = Am Ende in der Warteschlange
moderation-figures-sum = Was da war, kam und zurückkam, ohne das Entschiedene und Erledigte, ist am Ende in der Warteschlange.
moderation-figures-automated = Wegen der Punktzahl geschehen, bis jemand hingesehen hat
moderation-figures-appeals = Widersprüche
moderation-figures-appealed = Eingelegt
moderation-figures-heard = Entschieden
moderation-figures-upheld = Die Entscheidung blieb bestehen
moderation-figures-partly = Zum Teil berechtigt
moderation-figures-overturned = Aufgehoben
moderation-figures-overturn-rate = Aufgehoben von den entschiedenen
moderation-figures-reasons = Meldungen nach Grund
moderation-figures-reason = Grund
moderation-figures-reported = Gemeldet
moderation-figures-agreed = Zugestimmt
moderation-figures-disagreed = Kein Verstoß
moderation-figures-none = In diesen Tagen wurde nichts gemeldet
moderation-figures-none-text = Wählen Sie einen längeren Zeitraum.
moderation-figures-json = Diese Zahlen als JSON

## Was hier gilt
footer-transparency = Moderation in Zahlen
rules-title = Regeln
rules-lede = Was für alle gilt, die hier schreiben, und was folgt, wenn sich jemand nicht daran hält.
rules-forum = Im Forum
rules-forum-text = Schreiben Sie über das, was Sie wissen, und an die Person, der Sie antworten. Was zu einem dieser Punkte gehört, können alle melden, und die Moderation entscheidet darüber:
rules-reviews = Bewertungen
rules-reviews-text = Eine Bewertung ist Ihre eigene Erfahrung, in mindestens { $least } Zeichen, und sagt, woher Sie es wissen. Was nichts belegt, trägt dieses Wort und ändert keine Note.
rules-reviews-ties = Wer für eine Ärztin, einen Arzt oder eine Klinik spricht oder eine Verbindung zu ihnen angegeben hat, bewertet weder sie noch die Menschen, mit denen sie arbeiten. Verbindungen, die niemanden ausschließen, stehen neben der Bewertung.
rules-reviews-held = Eine erste Bewertung, die nichts belegt, wartet auf die Moderation; hat niemand entschieden, erscheint sie von selbst nach { $queue ->
    [one] einem Tag
   *[other] { $queue } Tagen
}. Ein Zurückhalten endet von selbst nach { $hold ->
    [one] einem Tag
   *[other] { $hold } Tagen
}, einmal um ebenso viel später, wenn eine zweite Person aus der Moderation es sagt; was jemandem schaden könnte, wird dann ausgeblendet, statt zu erscheinen.
rules-reviews-removed = Keine Bewertung wird je wegen ihrer Sterne entfernt, und niemand kann dafür bezahlen. Entfernt wird eine, die nicht ausgeblendet ist, nur aus diesen Gründen:
rules-reviews-how = Wie Noten berechnet werden
rules-decisions = Was folgt
rules-hiding = Meldungen von mindestens { $people } Menschen können einen Beitrag ausblenden, bis die Moderation ihn angesehen hat; ist nichts daran falsch, erscheint er wieder.
rules-two = Persönliche Angaben werden unkenntlich gemacht, wo das genügt. Eine ausgeblendete Bewertung geht nur für immer, wenn zwei aus der Moderation dasselbe sagen: aus einem der Gründe für das Entfernen oder aus dem, weswegen sie verborgen wurde: persönliche Angaben, eine Drohung oder etwas Rechtswidriges.
rules-warnings = Konten werden verwarnt, stummgeschaltet, gesperrt oder ausgeschlossen, jedes Mal mit Gründen. Eine Verwarnung gilt { $days } Tage und endet dann von selbst.
rules-appeals = Wen eine Entscheidung einschränkt, liest die Gründe und kann binnen { $days } Tagen widersprechen. Jemand Unbeteiligtes entscheidet binnen { $decided } Tagen.
privacy-title = Datenschutz
privacy-lede = Was wir von wem behalten, bis wann, und wer es liest. Die Zahlen sind die, nach denen die Seite selbst vergisst.
privacy-kept = Was behalten wird
privacy-account = Ihr Konto
privacy-account-text = Adresse, gewählter Name, das Passwort als Fingerabdruck, aus dem es sich nicht zurücklesen lässt, und Ihre Einwilligungen; wenn Sie sich mit einem zweiten Faktor anmelden, dessen Geheimnis, verschlüsselt. Ihre Adresse sehen nur die, die die Seite verwalten. Ein Konto, dessen Adresse nie bestätigt wird, wird nach { $days } Tagen gelöscht.
privacy-sessions = Anmeldungen
privacy-sessions-text = Wann und mit welcher Art von Browser Sie angemeldet sind, höchstens { $days } Tage, und { $kept } Tage länger, um eine gestohlene Anmeldung zu erkennen.
privacy-addresses = Die Adresse Ihrer Verbindung
privacy-addresses-text = Nur damit Grenzen wirken: höchstens etwa { $hours } Stunden. Sie steht in keinem Protokoll.
privacy-requests = Wiederholte Anfragen
privacy-requests-text = Die Antwort auf ein Formular oder eine Anfrage wird { $hours } Stunden behalten, damit zweimal Abschicken nichts zweimal tut.
privacy-drafts = Entwürfe
privacy-drafts-text = Bis Sie sie löschen oder veröffentlichen, oder { $days } Tage nach dem letzten Speichern.
privacy-posts = Beiträge
privacy-posts-text = Öffentlich, bis Sie sie löschen. Ein gelöschter Beitrag wird nicht mehr gezeigt; seine Nummer bleibt, damit Antworten verständlich sind, und seine Worte bleiben verborgen aufbewahrt.
privacy-reviews = Bewertungen
privacy-reviews-text = Öffentlich, bis Sie sie zurückziehen. Dann wird der Text gelöscht; eine Zeile, dass eine Bewertung zurückgezogen wurde, bleibt, und die Zählung bleibt; eine Kopie dessen, was gemeldet oder entschieden wurde, behält die Moderation, für andere unsichtbar, bis darüber entschieden ist und die { $days } Tage für einen Widerspruch vorbei sind.
privacy-proofs = Dokumente, die eine Bewertung belegen
privacy-proofs-text = Verschlüsselt gespeichert, nur die Prüfstelle öffnet sie. Ihr Schlüssel wird { $months } Monate nach dem letzten Dokument oder der letzten Entscheidung vernichtet.
privacy-complaints = Beschwerden und ihre Belege
privacy-complaints-text = Ihre Schilderung lesen Sie selbst, Fallbetreuung, Vorstand und Gremium und, wenn Sie zustimmen, die Klinik; Ihre Dateien, die verschlüsselt gespeichert sind, bekommt die Klinik nicht. Was über einen Link in einem Brief geantwortet wird, bleibt beim Fall. Ein Tag, an dem ein abgeschlossener Fall vergessen wird, steht noch nicht fest.
privacy-reports = Meldungen und Widersprüche
privacy-reports-text = Was Sie melden oder wogegen Sie widersprechen, mit Ihren Worten und einer Kopie dessen, worum es geht: Es lesen die Moderation, wer über Widersprüche entscheidet, die Prüfung und die Verwaltung. Ein Tag, an dem sie vergessen werden, steht noch nicht fest; nur die Kopie einer zurückgezogenen Bewertung verschwindet.
privacy-ties = Verbindungen
privacy-ties-text = Was Sie mit einer Ärztin, einem Arzt oder einer Klinik verbindet, so wie Sie es angegeben haben oder eine Bewertung oder Beschwerde es zeigt: Das lesen nur Sie; danach richtet sich, worüber Sie nicht urteilen dürfen. Eine zurückgenommene bleibt vermerkt. Ein Tag, an dem Verbindungen vergessen werden, steht noch nicht fest.
privacy-claims = Übernahme eines Profils
privacy-claims-text = Was Sie schreiben, um zu zeigen, dass ein Profil Ihres ist: Das lesen Sie und die Zulassungsprüfung. Ein Tag, an dem das vergessen wird, steht noch nicht fest.
privacy-applications = Anträge auf Mitgliedschaft
privacy-applications-text = Namen und E-Mail-Adressen der Kolleginnen, Kollegen und früheren Patientinnen und Patienten, die jemand im Antrag nennt, und was diese über einen Link in einem Brief antworten: Das lesen die Zulassungsprüfung und der Vorstand, die Antworten ohne Namen auch die Begutachtenden. Ein Tag, an dem sie vergessen werden, steht noch nicht fest.
privacy-inspections = Belege von Inspektionen
privacy-inspections-text = Dateien und Fotos aus einer Klinik, verschlüsselt gespeichert: Sie sehen deren Inspektion und die Fallbetreuung, nie die Klinik. Ein Tag, an dem sie vergessen werden, steht noch nicht fest.
privacy-decisions = Entscheidungen und ihr Beweis
privacy-decisions-text = Jede hinterlässt einen Eintrag für das Transparenzbuch, der Fingerabdrücke enthält und nicht, was Sie geschrieben haben. Einträge werden nie gelöscht; der Fingerabdruck gelöschter Worte bestätigt keine Vermutung über sie.
privacy-letters = Briefe
privacy-letters-text = Was die Seite Ihnen geschrieben hat, bleibt bei ihr. Ein Tag, an dem Briefe vergessen werden, steht noch nicht fest.
privacy-rights = Ihre Rechte
privacy-rights-text = Um zu sehen oder zu berichtigen, was wir behalten, um eine Kopie davon zu bekommen, eine Einwilligung zurückzunehmen oder Ihr Konto zu schließen, schreiben Sie der Betreiberin. Eine Schaltfläche dafür gibt es noch nicht.
privacy-nobody = Keine Seite lädt etwas von anderen, misst Sie oder zeigt Werbung. Die Cookies sind die, die Sie angemeldet halten und sich Ihre Sprache merken.
legal-title = Impressum
legal-lede = Wer für diese Seite verantwortlich ist.
legal-name = Betrieben von
legal-address = Anschrift
legal-email = E-Mail
legal-none = Noch nicht ausgefüllt
legal-none-text = Name und Anschrift der Betreiberin dieser Seite sind noch nicht eingetragen.
error-action-required = Wählen Sie, was geschehen soll.
