# Inspektionen

## Wörter

inspections-state-planned = Geplant
inspections-state-notified = Angekündigt
inspections-state-visiting = Besuch läuft
inspections-state-evidence-locked = Belege gesperrt
inspections-state-drafting = Entwurf zurückgegeben
inspections-state-quality-check = Bei der Qualitätsprüfung
inspections-state-factual-check = Zur Faktenprüfung bei der Klinik
inspections-state-deciding-points = Einwände werden entschieden
inspections-state-ready = Bereit zur Veröffentlichung
inspections-state-published = Veröffentlicht
inspections-state-follow-up = Maßnahmen laufen
inspections-state-closed = Abgeschlossen
inspections-state-refused = Von der Klinik verweigert
inspections-state-aborted = Abgebrochen
inspections-state-suspended-for-safety = Aus Sicherheitsgründen angehalten
inspections-state-superseded = Durch einen neueren Bericht ersetzt

inspections-kind-announced = Angekündigt
inspections-kind-impromptu = Unangekündigt

inspections-rating-outstanding = Herausragend
inspections-rating-good = Gut
inspections-rating-requires-improvement = Verbesserungsbedürftig
inspections-rating-inadequate = Unzureichend
inspections-rating-insufficient-evidence = Zu wenig Belege
inspections-rating-refused = Von der Klinik verweigert
inspections-rating-not-rated = Nicht bewertet

inspections-score-1 = 1 – erheblicher Mangel
inspections-score-2 = 2 – teilweiser Mangel
inspections-score-3 = 3 – erfüllt den Maßstab
inspections-score-4 = 4 – übertrifft den Maßstab
inspections-score-na = Trifft nicht zu
inspections-score-not-seen = Nicht gesehen

inspections-next-visit = Besuch
inspections-next-evidence-lock = Belege werden gesperrt
inspections-next-draft = Entwurf
inspections-next-interim-notice = Vorläufige Mitteilung
inspections-next-resumption = Der Besuch geht weiter
inspections-next-quality-check = Qualitätsprüfung, und Veröffentlichung bis dahin
inspections-next-factual-check = Anmerkungen der Klinik zu den Fakten
inspections-next-points = Einwände entschieden
inspections-next-publication = Veröffentlichung
inspections-next-actions = Maßnahmen
inspections-next-next-inspection = Nächste Inspektion

inspections-overdue-visit-missed = Der Besuch hat nicht begonnen
inspections-overdue-lock-missed = Die Belege sind nicht gesperrt
inspections-overdue-draft-missed = Der Entwurf ist nicht geschrieben
inspections-overdue-interim-notice-missed = Die vorläufige Mitteilung steht aus
inspections-overdue-points-missed = Die Einwände der Klinik sind nicht entschieden
inspections-overdue-publication-missed = Der Bericht ist nicht veröffentlicht

inspections-point-accepted = Angenommen
inspections-point-rejected = Abgelehnt
inspections-point-open = Noch nicht entschieden

## Der Faden im Forum

inspections-thread-category = Klinikinspektionen
inspections-thread-title = Inspektion von { $clinic }, { $city }: { $rating }
inspections-thread-body =
    Inspektoren haben { $clinic } in { $city } am { $day } besucht. Die Bewertung lautet **{ $rating }**.

    Der ganze Bericht mit jedem Punkt, der Antwort der Klinik und den Maßnahmen: { $address }

inspections-thread-body-not-rated =
    Inspektoren haben { $clinic } in { $city } am { $day } besucht. Es war zu wenig zu sehen, um die Klinik als Ganzes zu bewerten.

    Der ganze Bericht mit jedem Punkt, der Antwort der Klinik und den Maßnahmen: { $address }

## Briefe

inspections-letter-link = Die Inspektion öffnen
inspections-letter-regards = Mit freundlichen Grüßen, die Inspektoren
inspections-letter-fact-clinic = Klinik
inspections-letter-fact-state = Stand
inspections-letter-fact-next = Nächster Termin
inspections-letter-fact-rating = Bewertung
inspections-letter-fact-next-visit = Nächste Inspektion bis

inspections-letter-notification-subject = Inspektion von { $clinic } am { $visit }
inspections-letter-notification-text = Inspektoren der Koalition besuchen { $clinic } am { $visit }. Es kommen mindestens zwei, und mindestens eine Person davon ist nicht ärztlich tätig.
inspections-letter-notification-prepare = Bitte halten Sie bereit: das Sterilisationsprotokoll, die Personalliste mit Zulassungen, die verwendeten Einwilligungsbögen, die Unterlagen der letzten 20 Fälle und Ihr eigenes Beschwerdebuch. Vorab müssen Sie nichts schicken.
inspections-letter-notification-rights = Sie erhalten die Prüfsumme jeder Datei, die als Beleg aufgenommen wird, den Entwurf vor der Veröffentlichung und zehn Arbeitstage, um zu sagen, was darin falsch ist. Ihre Antwort erscheint Wort für Wort.

inspections-letter-inventory-subject = Belege der Inspektion sind gesperrt: { $files ->
        [0] keine Dateien
        [one] 1 Datei
       *[other] { $files } Dateien
    }
inspections-letter-inventory-text = Die Belege des Besuchs vom { $visited } sind gesperrt. Keine Note und keine Datei kann ab jetzt geändert werden; was später kommt, ist als verspätet gekennzeichnet.
inspections-letter-inventory-check = Jede Zeile nennt den Punkt und die SHA-256-Prüfsumme des Dateiinhalts. Damit lässt sich später beweisen, dass eine Datei dieselbe ist.
inspections-letter-inventory-none = Es wurden keine Dateien aufgenommen.

inspections-letter-draft-waits-subject = Ein Entwurf wartet auf Ihre Prüfung: { $clinic }
inspections-letter-draft-waits-text = Der Entwurf des Berichts über { $clinic } ist geschrieben. Sie waren beim Besuch nicht dabei: Bitte lesen Sie ihn und geben Sie ihn an die Klinik weiter oder mit Ihren Anmerkungen zurück.

inspections-letter-draft-returned-subject = Der Entwurf zu { $clinic } ist zurück
inspections-letter-draft-returned-text = Die Qualitätsprüfung hat den Entwurf des Berichts über { $clinic } zurückgegeben, mit diesen Anmerkungen:
inspections-letter-draft-returned-how = Am Entwurf lässt sich nur noch „In Kürze“ ändern: Noten und Befunde sind gesperrt.

inspections-letter-draft-subject = Bitte prüfen Sie die Fakten Ihrer Inspektion bis { $due }
inspections-letter-draft-text = Dies ist der Entwurf des Berichts über { $clinic }. Er ist nicht veröffentlicht, und niemand sonst kann ihn lesen.
inspections-letter-draft-how = Bitte sagen Sie uns bis { $due }, was an den Fakten falsch ist, Punkt für Punkt. Hören wir nichts, gehen wir davon aus, dass die Fakten stimmen. Über jeden Einwand entscheidet jemand, der beim Besuch nicht dabei war, und nennt den Grund; was sich ändert, wird veröffentlicht.
inspections-letter-draft-claim = Anmerkungen macht auf unserer Seite ein Konto, das für die Klinik spricht. Wer es hat, öffnet unten die Inspektion; gibt es an Ihrer Klinik noch keines, fragen Sie hier danach: { $claim }

inspections-letter-draft-reminder-subject = Die Fakten Ihrer Inspektion: bitte antworten Sie bis { $due }
inspections-letter-draft-reminder-text = Wir haben zum Entwurf Ihres Berichts noch nichts von Ihnen gehört. Bis { $due } können Sie sich zu den Fakten äußern; danach geht der Bericht weiter, wie er ist.

inspections-letter-points-wait-subject = Die Einwände von { $clinic } warten auf Ihre Entscheidung
inspections-letter-points-wait-text = Die Klinik sagt, dass im Entwurf ihres Berichts etwas falsch ist. Sie waren beim Besuch nicht dabei: Bitte nehmen Sie jeden Einwand bis { $due } an oder lehnen Sie ihn ab. Ihre Gründe erscheinen mit dem Bericht.

inspections-letter-ready-subject = Der Bericht über { $clinic } kann veröffentlicht werden
inspections-letter-ready-text = Die Faktenprüfung des Berichts über { $clinic } ist zu Ende, und über keinen Einwand ist mehr zu entscheiden. Sie können den Bericht veröffentlichen.

inspections-letter-points-decided-subject = Über Ihre Einwände zur Inspektion ist entschieden
inspections-letter-points-decided-text = Jemand, der beim Besuch nicht dabei war, hat über jeden Ihrer Einwände entschieden. Als Nächstes wird der Bericht veröffentlicht, mit allem, was sich geändert hat.
inspections-letter-points-decided-changed = Die Note war „{ $before }“ und ist jetzt „{ $after }“.
inspections-letter-points-decided-same = Die Note bleibt: „{ $score }“.
inspections-letter-points-decided-finding = Der Befund lautet jetzt: „{ $finding }“.

inspections-letter-published-subject = Der Bericht über { $clinic } ist veröffentlicht: { $rating }
inspections-letter-published-text = Der Bericht über den Besuch vom { $visited } ist jetzt öffentlich, mit einem Faden im Forum.
inspections-letter-published-actions = Diese Maßnahmen werden von Ihnen erwartet. Bitte antworten Sie auf diesen Brief, wenn eine erledigt ist:
inspections-letter-published-answer = Falls Sie noch nicht geantwortet haben, kommt Ihre Antwort mit bis zu 5.000 Zeichen Wort für Wort zum Bericht.

inspections-letter-action-reminder-subject = Eine Maßnahme ist am { $actiondue } fällig: { $item }
inspections-letter-action-reminder-text = Nach Ihrer Inspektion ist noch eine Maßnahme offen: { $item }. Sie ist am { $actiondue } fällig.

inspections-letter-action-overdue-subject = Eine Maßnahme ist überfällig: { $item }
inspections-letter-action-overdue-text = Die Maßnahme zu { $item } war am { $actiondue } fällig und ist nicht erledigt. Der Bericht sagt das öffentlich.

inspections-letter-refused-subject = Die Inspektion von { $clinic } wurde verweigert
inspections-letter-refused-text = Unsere Inspektoren wurden nicht eingelassen. Dass eine Inspektion verweigert wurde, wird binnen zwei Tagen öffentlich und beschäftigt die Koalition.

inspections-letter-aborted-subject = Die Inspektion von { $clinic } wurde abgebrochen
inspections-letter-aborted-text = Die Inspektion endet ohne Bericht. Der Grund:

inspections-letter-interim-notice-subject = Vorläufige Mitteilung: Gefahr bei { $clinic }
inspections-letter-interim-notice-text = Der Besuch vom { $visited } wurde wegen einer Gefahr für Patienten oder Personal angehalten. Bitte handeln Sie sofort:

inspections-letter-step-overdue-subject = Überfällig: { $clinic }
inspections-letter-step-overdue-text = { $step }. Die Uhr hat festgehalten, dass der Termin vorbei ist; die Arbeit geht trotzdem weiter.

inspections-letter-next-due-subject = Eine Inspektion von { $clinic } ist fällig
inspections-letter-next-due-text = Nach der letzten Inspektion von { $clinic } ist die nächste bis { $nextvisit } fällig.

## Seiten

inspections-title-planned = Ein Besuch bei { $clinic } ist geplant
inspections-title-notified = { $clinic } weiß von dem Besuch
inspections-title-visiting = Der Besuch bei { $clinic } läuft
inspections-title-suspended-for-safety = Der Besuch bei { $clinic } ruht aus Sicherheitsgründen
inspections-title-evidence-locked = Die Belege zu { $clinic } sind gesperrt, der Entwurf folgt
inspections-title-drafting = Der Entwurf zu { $clinic } ist wieder bei den Inspektoren
inspections-title-quality-check = Der Entwurf zu { $clinic } ist in der Qualitätsprüfung
inspections-title-factual-check = { $clinic } ist an der Reihe, die Fakten zu prüfen
inspections-title-deciding-points = Über die Einwände von { $clinic } wird entschieden
inspections-title-ready = Der Bericht über { $clinic } kann veröffentlicht werden
inspections-title-published = { $clinic } wurde besucht
inspections-title-follow-up = { $clinic } wurde besucht
inspections-title-closed = { $clinic } wurde besucht
inspections-title-superseded = { $clinic } wurde besucht
inspections-title-refused = { $clinic } hat die Inspektion verweigert
inspections-title-aborted = Die Inspektion von { $clinic } wurde abgebrochen
inspections-title-outstanding = { $clinic } ist herausragend
inspections-title-good = { $clinic } ist gut
inspections-title-requires-improvement = { $clinic } ist verbesserungsbedürftig
inspections-title-inadequate = { $clinic } ist unzureichend
inspections-title-insufficient-evidence = Bei { $clinic } war zu wenig zu sehen
inspections-title-not-rated = { $clinic } wurde besucht und nicht bewertet
inspections-progress = { $count ->
        [one] { $done } von 1 Punkt ist benotet
       *[other] { $done } von { $count } Punkten sind benotet
    }
inspections-progress-next = Als Nächstes { $item } benoten
inspections-published-title = Veröffentlichte Inspektionen
inspections-published-lede = Zwei Inspektoren besuchen eine Klinik, benoten 35 Punkte einer öffentlichen Liste und veröffentlichen, was sie fanden, mit der Antwort der Klinik.
inspections-published-none = Noch kein Bericht
inspections-published-none-text = Berichte stehen hier, sobald sie veröffentlicht sind, was immer darin steht.
inspections-rated = Bewertung
inspections-item-next = Speichern, dann { $item } benoten
inspections-item-to = Punkt { $item }
inspections-score-open = nicht benotet
inspections-report-crumb = Inspektion
inspections-report = Bericht
inspections-overall = Gesamtbewertung:
inspections-lede-planned = { $kind }, geplant für den { $day }.
inspections-lede-visited = { $kind }, besucht am { $day }.
inspections-lede-published = { $kind }, besucht am { $visited }, veröffentlicht am { $published }.
inspections-acts-title = Was Sie jetzt tun können
inspections-decide-point = Einwand { $number } entscheiden: { $item }
inspections-reason-title = Der Grund
inspections-summary-title = In Kürze
inspections-summary-stays = Keine Entscheidung ändert diesen Text. Stimmt ein Teil davon durch Ihre nicht mehr, sagen Sie das bitte in Ihrem Grund, der veröffentlicht wird.
inspections-summary-outdated = „In Kürze“ wurde geschrieben, bevor ein Einwand die Note von { $items } geändert hat, und bleibt, wie es ist. Wo es nicht mehr stimmt, kann eine Berichtigung das sagen, sobald der Bericht öffentlich ist.
inspections-notes-title = Anmerkungen der Qualitätsprüfung
inspections-notes-redrafted = Anmerkungen der Qualitätsprüfung vom { $day }; der Entwurf wurde seither neu geschrieben
inspections-notes-passed = Anmerkungen der Qualitätsprüfung vom { $day }; der Entwurf hat bestanden
inspections-domains-title = { $count ->
        [one] Ein Bereich
       *[other] { $count } Bereiche
    }, { $percent } insgesamt
inspections-domains-unrated = { $count ->
        [one] Ein Bereich
       *[other] { $count } Bereiche
    }, insgesamt nicht bewertet
inspections-domains-caption = Die Marken in den Balken stehen bei 38,5, 62,5 und 87,5 %, wo eine Bewertung endet und die nächste beginnt.
inspections-domain = Bereich und Bewertung
inspections-percent = Prozent
inspections-domain-all-seen = alles gesehen, was zutrifft
inspections-domain-seen = { $percent } dessen gesehen, was zutrifft, nach Gewicht
inspections-domain-capped = nach Prozent { $band }, begrenzt durch { $items }
inspections-sum = ({ $parts }) ÷ { $count } = { $percent }, nach Prozent allein „{ $band }“.
inspections-sum-not-rated = In mindestens einem Bereich wurde zu wenig gesehen, deshalb gibt es keine Gesamtbewertung.
inspections-cap-one-inadequate = Ein unzureichender Bereich: höchstens „verbesserungsbedürftig“.
inspections-cap-two-inadequate = Zwei unzureichende Bereiche: „unzureichend“.
inspections-cap-decisive-inadequate = Technik oder Personal sind unzureichend: das Ganze ist „unzureichend“.
inspections-cap-too-few-outstanding = Weniger als zwei Bereiche sind herausragend: höchstens „gut“.
inspections-cap-below-good = Ein Bereich liegt unter „gut“: höchstens „gut“.
inspections-critical-title = { $count ->
        [one] Ein kritischer Punkt
       *[other] { $count } kritische Punkte
    }: { $met } erfüllt, { $not } nicht
inspections-critical-title-open = { $count ->
        [one] Ein kritischer Punkt
       *[other] { $count } kritische Punkte
    }: { $met } erfüllt, { $not } nicht, { $open } nicht benotet
inspections-critical = kritisch
inspections-item = Punkt
inspections-score = Note
inspections-score-none = Keine Note
inspections-how = Woher wir es wissen
inspections-finding = Befund
inspections-finding-hint = Was Sie gesehen, gezählt oder gelesen haben; wo etwas fehlt, bitte auch das, und woher wir es wissen. Die Klinik und alle anderen werden es lesen.
inspections-short-title = { $count ->
        [0] Keine Mängel
        [one] Mängel: 1 Punkt
       *[other] Mängel: { $count } Punkte
    }
inspections-actions-title = { $count ->
        [one] Eine Maßnahme
       *[other] { $count } Maßnahmen
    }
inspections-actions-how = Wenn eine erledigt ist, antworten Sie bitte auf den Brief, mit dem Sie den Bericht bekommen haben, und sagen Sie, woran man es sieht. Die leitende Inspektion hält es dann hier fest.
inspections-action-due = Fällig am { $day }
inspections-action-completed = erledigt am { $day }
inspections-action-done = Erledigt
inspections-action-open = Offen
inspections-action-late = Überfällig
inspections-action-note = Woher Sie es wissen
inspections-action-note-hint = Alle lesen es neben der Maßnahme.
inspections-action-complete = Erledigt
inspections-answer-title = Die Antwort der Klinik
inspections-answer-verbatim = Wort für Wort, eingegangen am
inspections-answer-waits = Öffentlich wird sie mit dem Bericht.
inspections-changes-title = Was sich zwischen Entwurf und Bericht geändert hat
inspections-changes-lede = { $count ->
        [one] Die Klinik hat einen Einwand. Jemand, der beim Besuch nicht dabei war, entscheidet darüber.
       *[other] Die Klinik hat { $count } Einwände. Jemand, der beim Besuch nicht dabei war, entscheidet über jeden.
    }
inspections-changes-lede-decided = { $count ->
        [one] Die Klinik hatte einen Einwand. Jemand, der beim Besuch nicht dabei war, hat darüber entschieden.
       *[other] Die Klinik hatte { $count } Einwände. Jemand, der beim Besuch nicht dabei war, hat über jeden entschieden.
    }
inspections-draft = Entwurf
inspections-final = Bericht
inspections-decision = Entscheidung und Grund
inspections-corrections-title = Berichtigungen
inspections-items-title = Alle { $count } Punkte
inspections-next-title = Nächster Besuch fällig bis { $day }
inspections-next-text = Eine Beschwerde kann ihn jederzeit vorziehen.
inspections-who-title = Wer was getan hat
inspections-fact-visits = Wird besuchen
inspections-fact-visited = Hat besucht
inspections-fact-would-visit = Sollte besuchen
inspections-fact-conflicts = Erklärte Interessenkonflikte
inspections-fact-locked = Belege gesperrt
inspections-fact-reader = Qualitätsprüfung
inspections-fact-points = Faktenprüfung
inspections-fact-checklist = Prüfliste
inspections-fact-next = Als Nächstes
inspections-team = { $count } Personen der Inspektion, davon { $lay } nicht ärztlich tätig
inspections-locked = { $day }, { $count ->
        [0] keine Dateien
        [one] 1 Datei
       *[other] { $count } Dateien
    }
inspections-reader-waits = Jemand aus der Inspektion, der nicht besucht. Noch hat kein Entwurf die Prüfung bestanden.
inspections-reader-passed = Jemand aus der Inspektion, der nicht beim Besuch war, hat den Entwurf weitergegeben.
inspections-points = { $count ->
        [0] Die Klinik hatte keine Einwände.
        [one] Die Klinik hatte 1 Einwand. Jemand, der nicht beim Besuch war, hat darüber entschieden.
       *[other] Die Klinik hatte { $count } Einwände. Jemand, der nicht beim Besuch war, hat über sie entschieden.
    }
inspections-points-open = { $count ->
        [one] Die Klinik hatte 1 Einwand. Jemand, der nicht beim Besuch war, muss noch darüber entscheiden.
       *[other] Die Klinik hatte { $count } Einwände. Jemand, der nicht beim Besuch war, muss noch über { $open } davon entscheiden.
    }
inspections-checklist = Fassung { $version }
inspections-files-title = { $count ->
        [0] Keine Dateien
        [one] 1 Datei als Beleg
       *[other] { $count } Dateien als Belege
    }
inspections-files-show = Prüfsummen zeigen
inspections-file = Datei
inspections-file-hint = PDF, JPEG, PNG oder WebP.
inspections-file-add = Datei hinzufügen
inspections-file-at-once = Eine Datei wird sofort hinzugefügt. Fügen Sie Dateien bitte zuerst hinzu: Was Sie unten eingeben, speichert nur der Knopf darunter.
inspections-file-late-note = Die Belege wurden am { $day } gesperrt. Was Sie jetzt hinzufügen, wird für alle sichtbar als verspäteter Beleg gekennzeichnet.
inspections-file-late = verspäteter Beleg
inspections-before-title = Frühere Bewertungen
inspections-more-title = Weiterlesen
inspections-more-clinic = Alle Berichte über diese Klinik
inspections-more-thread = Über diesen Bericht sprechen
inspections-back = Zurück zur Inspektion
inspections-items-nav = Punkte
inspections-item-critical = Ein kritischer Punkt.
inspections-item-save = Note speichern

inspections-will = Was geschieht:
inspections-act-notification = Der Klinik Bescheid geben
inspections-will-notification = Die Klinik bekommt einen Brief mit dem Tag des Besuchs. Der Besuch kann beginnen, wenn die Ankündigungsfrist vorbei ist.
inspections-act-visit = Den Besuch beginnen
inspections-will-visit = Ab jetzt können Noten vergeben werden, und die Fristen laufen.
inspections-act-evidence-lock = Die Belege sperren
inspections-will-evidence-lock = Sofort und endgültig: Danach kann keine Note, keine Feststellung und keine Datei mehr geändert werden, was keine Note hat, bleibt ohne, und spätere Dateien sind als verspätet gekennzeichnet. Die Klinik bekommt die Prüfsumme jeder Datei.
inspections-open-title = { $count ->
    [one] Ein Punkt hat keine Note und bleibt ohne
   *[other] { $count } Punkte haben keine Note und bleiben ohne
}
inspections-gaps-title = Was die Noten nicht sagen
inspections-gap-finding = Note 1 oder 2 ohne Worte: { $items }
inspections-gap-how = Ohne Angabe, woher es bekannt ist: { $items }
inspections-gap-late = Das lässt sich nicht mehr ändern: Noten und Befunde sind gesperrt. Es bleibt, es „In Kürze“ zu sagen.
inspections-lock-bare = Trotzdem sperren: Was Note 1 oder 2 ohne Worte hat, bleibt so
inspections-not-yet-told = Der Besuch kann beginnen, sobald die Klinik Bescheid hat und die Ankündigungsfrist vorbei ist.
inspections-not-yet-announced = Der Besuch kann ab { $day } beginnen, wenn die Ankündigungsfrist vorbei ist.
inspections-not-yet-impromptu = Ab { $day } können Sie hier den Besuch beginnen oder festhalten, dass niemand eingelassen wurde.
inspections-not-saved = Was Sie eingegeben haben, ist nicht gespeichert
inspections-act-draft = Den Entwurf schreiben
inspections-will-draft = Der Entwurf geht an die Qualitätsprüfung.
inspections-words-draft = In Kürze, für alle
inspections-act-quality-check = Den Entwurf prüfen
inspections-will-quality-check = Ein Entwurf, der besteht, geht zur Faktenprüfung an die Klinik; einer, der nicht besteht, geht mit Ihren Anmerkungen zurück.
inspections-words-quality-check = Anmerkungen für die Inspektoren
inspections-quality-legend = Besteht der Entwurf?
inspections-quality-pass = Er besteht
inspections-quality-pass-hint = Die Klinik bekommt ihn und hat zehn Arbeitstage.
inspections-quality-return = Er geht zurück
inspections-quality-return-hint = Ihre Anmerkungen sagen, was fehlt. Am Entwurf lässt sich nur noch „In Kürze“ ändern: Noten und Feststellungen sind gesperrt.
inspections-act-factual-check = Die Fakten prüfen
inspections-will-factual-check = Sie sagen Punkt für Punkt, was am Entwurf falsch ist; was stimmt, lassen Sie leer. Das Absenden beendet die Prüfung. Ganz ohne Anmerkung geht der Bericht weiter, wie er ist.
inspections-facts-due = Bitte antworten Sie bis { $day }.
inspections-facts-nothing = Ich habe zu keinem Punkt etwas anzumerken, und die Prüfung soll enden
inspections-facts-nothing-draft = Die Prüfung soll ohne Anmerkung enden; mein Entwurf wird nicht abgeschickt und gelöscht
inspections-facts-in-draft = Sie haben in diesem Formular zu keinem Punkt etwas gesagt, und Ihr gespeicherter Entwurf wird nicht mitgeschickt. Schreiben Sie am Entwurf weiter, oder kreuzen Sie dies an, wenn die Prüfung ohne ihn enden soll.
inspections-facts-beside = Sie haben einen Entwurf, der nicht in diesem Formular steht, gespeichert:
inspections-facts-beside-goes = Er wird von hier nicht abgeschickt und gelöscht, wenn die Prüfung endet.
inspections-facts-send = Absenden und die Prüfung beenden
inspections-act-clinic-answer = Antworten
inspections-act-clinic-answer-again = Ihre Antwort ändern
inspections-will-clinic-answer = Ihre Antwort erscheint mit dem Bericht, Wort für Wort, höchstens 5.000 Zeichen. Bis dahin können Sie sie ändern, danach kann es niemand mehr.
inspections-will-clinic-answer-public = Der Bericht ist öffentlich: Ihre Antwort, höchstens 5.000 Zeichen, kommt sofort und Wort für Wort dazu und lässt sich nicht mehr ändern.
inspections-words-clinic-answer = Ihre Antwort
inspections-act-publication = Veröffentlichen
inspections-will-publication = Die Bewertung wird berechnet, und alle können sie sofort lesen. Der Bericht nennt niemanden, der besucht hat; der Faden, der im Forum beginnt, trägt aber Ihren Namen. Das lässt sich nicht zurücknehmen.
inspections-will-publication-refused = Alle können sofort lesen, dass die Klinik die Inspektion verweigert hat und was an der Tür geschah. Eine Bewertung gibt es nicht. Das lässt sich nicht zurücknehmen.
inspections-act-correction = Einen Fehler berichtigen
inspections-will-correction = Ihre Berichtigung steht neben dem Bericht, der bleibt, wie er veröffentlicht wurde.
inspections-words-correction = Was falsch war und was stimmt
inspections-act-interim-notice = Die vorläufige Mitteilung geben
inspections-will-interim-notice = Die Klinik und die Koalition bekommen sofort einen Brief.
inspections-words-interim-notice = Die Gefahr, und was geschehen muss
inspections-act-resumption = Den Besuch fortsetzen
inspections-will-resumption = Noten können wieder vergeben werden.
inspections-act-suspension = Aus Sicherheitsgründen anhalten
inspections-will-suspension = Der Besuch steht still. Binnen 24 Stunden ist eine vorläufige Mitteilung fällig.
inspections-words-suspension = Worin die Gefahr besteht
inspections-act-refusal = Die Klinik verweigert
inspections-will-refusal = Die Inspektion endet. Dass sie verweigert wurde, wird binnen zwei Tagen öffentlich.
inspections-words-refusal = Was an der Tür geschah
inspections-act-abortion = Abbrechen
inspections-will-abortion = Die Inspektion endet ohne Bericht.
inspections-words-abortion = Der Grund
inspections-act-completion = Eine Maßnahme abschließen
inspections-will-completion = Der Bericht sagt, dass die Maßnahme erledigt ist.

inspections-point-title = Einwand { $number }: { $item }
inspections-point-draft = Was der Entwurf sagt
inspections-point-clinic = Was die Klinik sagt
inspections-point-legend = Ihre Entscheidung
inspections-point-reason = Grund
inspections-point-reason-hint = Alle lesen ihn neben dem Einwand.
inspections-point-score = Eine andere Note
inspections-point-score-hint = Nur, wenn Sie den Einwand annehmen.
inspections-point-same-score = Die Note bleibt
inspections-point-keeps-score = Ein abgelehnter Einwand lässt die Note, wie sie ist: Wählen Sie „Die Note bleibt“, oder nehmen Sie ihn an.
inspections-point-keeps-finding = Ein abgelehnter Einwand lässt den Befund, wie er ist: Lassen Sie dies leer, oder nehmen Sie ihn an.
inspections-point-finding = Ein anderer Wortlaut des Befunds
inspections-point-decide = Entscheiden
inspections-point-unchanged = Der Einwand ist angenommen, und Note und Befund bleiben, wie sie sind
inspections-will-point = Über den Einwand ist damit endgültig entschieden: Nach dem Absenden kann niemand Ihre Entscheidung ändern.

inspections-board-title = Inspektionen
inspections-board-lede-clinic = Sie lesen den Entwurf eines Berichts, bevor er erscheint, und sagen, was darin falsch ist.
inspections-board-lede = Was überfällig ist, steht zuerst. Vor der Veröffentlichung sehen eine Inspektion nur die, die darin genannt sind.
inspections-board-mine = Wo Sie genannt sind
inspections-board-none = Keine Inspektion nennt Sie
inspections-board-none-text = Wenn Sie besuchen, einen Entwurf prüfen oder über Einwände entscheiden, steht sie hier.
inspections-board-clinics = Ihrer Klinik
inspections-board-clinics-none = Zu Ihrer Klinik läuft keine Inspektion
inspections-board-clinics-none-text = Ein Besuch, von dem Sie durch einen Brief wissen, steht hier, und der Entwurf des Berichts, sobald Sie nach den Fakten gefragt werden.
inspections-coming-visit = Die Inspektion kommt am { $day }. Der Brief sagt, was bereitliegen soll; hier ist noch nichts zu tun.
inspections-coming-report = Der Besuch hat am { $day } begonnen. Sie bekommen den Entwurf des Berichts, bevor er erscheint.
inspections-coming-draft = Am { $day } war ein Besuch, und der Bericht darüber wird geschrieben. Sie bekommen den Entwurf, bevor er erscheint.
inspections-board-turn = Sie sind dran
inspections-board-late = Überfällig
inspections-clinic-title = Inspektionen von { $clinic }
inspections-clinic-lede = Jeder veröffentlichte Bericht, der neueste zuerst.
inspections-clinic-back = Zurück zur Klinik

inspections-new-title = Eine Inspektion planen
inspections-new-lede = Wer sie plant, leitet sie und veröffentlicht den Bericht: Der Faden im Forum trägt dann Ihren Namen, während der Bericht niemanden nennt, der besucht hat. Vor der Veröffentlichung erfährt niemand davon außer denen, die Sie nennen.
inspections-new-choose = Bitte wählen
inspections-new-kind = Weiß die Klinik davon?
inspections-kind-hint-announced = Sieben Tage vorher ein Brief.
inspections-kind-hint-impromptu = Ohne Ankündigung, wie bei der Aufnahme vereinbart.
inspections-new-day = Tag des Besuchs
inspections-new-first-day = Der früheste mögliche Tag ist der { $day }.
inspections-new-not-past = Wählen Sie heute oder einen späteren Tag.
inspections-new-inspectors = Wer mit Ihnen besucht
inspections-new-inspectors-hint = Mindestens eine Person, die besucht, darf nicht ärztlich tätig sein.
inspections-new-reader = Qualitätsprüfung
inspections-new-reader-hint = Jemand aus der Inspektion, der nicht besucht.
inspections-new-officer = Zuständig für die Einwände der Klinik
inspections-new-officer-hint = Jemand aus der Beschwerdestelle, der nicht besucht.
inspections-new-conflicts-hint = Was eine der genannten Personen mit der Klinik verbindet; „keine“, wo es nichts gibt. Das wird veröffentlicht.
inspections-new-plan = Planen
inspections-new-physician = { $name } (ärztlich)

inspections-done-planned = Die Inspektion ist geplant.
inspections-done-scored = Die Note ist gespeichert.
inspections-done-file = Die Datei ist aufgenommen, mit Prüfsumme.
inspections-done-late-file = Die Datei ist hinzugefügt, mit Prüfsumme. Sie kam nach der Sperre und ist deshalb als verspäteter Beleg gekennzeichnet.
inspections-done-facts = Die Faktenprüfung ist beendet.
inspections-done-point = Über den Einwand ist entschieden.
inspections-done-notification = Die Klinik weiß Bescheid.
inspections-done-visit = Der Besuch hat begonnen.
inspections-done-evidence-lock = Die Belege sind gesperrt.
inspections-done-draft = Der Entwurf liegt bei der Qualitätsprüfung.
inspections-done-quality-check = Ihre Prüfung ist festgehalten.
inspections-done-factual-check = Die Faktenprüfung ist beendet.
inspections-done-clinic-answer = Ihre Antwort ist aufgenommen; sie steht unten im Bericht.
inspections-done-publication = Es ist öffentlich.
inspections-done-correction = Die Berichtigung steht neben dem Bericht.
inspections-done-interim-notice = Die Mitteilung ist unterwegs.
inspections-done-resumption = Der Besuch geht weiter.
inspections-done-suspension = Der Besuch steht still.
inspections-done-refusal = Die Verweigerung ist festgehalten.
inspections-done-abortion = Die Inspektion ist beendet.
inspections-done-completion = Die Maßnahme ist erledigt.

## What the fields are called where something is wrong with them

field-visit-on = { inspections-new-day }
error-visit-on-out-of-range = Wählen Sie einen Tag, der noch kommt; ein angekündigter Besuch braucht sieben Tage Frist.
error-without-points-required = Sie haben zu keinem Punkt etwas gesagt. Kreuzen Sie dies an, wenn die Prüfung trotzdem enden soll.
error-without-words-required = Manche Punkte haben Note 1 oder 2 ohne Worte. Gehen Sie zurück und sagen Sie, was fehlt, oder kreuzen Sie dies an, wenn es so bleiben soll.
error-unchanged-required = Sie nehmen den Einwand an, aber weder Note noch Befund ändert sich. Wählen Sie eine andere Note, schreiben Sie einen anderen Befund, oder kreuzen Sie dies an, wenn es so gemeint ist.
field-inspectors = { inspections-new-inspectors }
field-quality-reader = { inspections-new-reader }
field-points-officer = { inspections-new-officer }
field-conflicts = { inspections-fact-conflicts }
field-score = { inspections-score }
field-evidence-kinds = { inspections-how }
field-finding = { inspections-finding }
field-passed = { inspections-quality-legend }
field-accepted = { inspections-point-legend }
field-summary = { inspections-words-draft }
field-notes = Anmerkungen
field-note = { inspections-action-note }
inspections-will-not-rate = Es wird keine Gesamtnote geben: Zu wenig hat eine Note in { $domains }.
