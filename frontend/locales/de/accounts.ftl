## Felder

field-email = E-Mail
field-display-name = Anzeigename
field-password = Passwort
field-new-password = Neues Passwort
field-current-password = Jetziges Passwort
field-locale = Sprache
field-time-zone = Zeitzone
field-reason = Begründung
field-role = Rolle
accounts-second-code = Code
field-kind = Art
accounts-email-hint = Dorthin schicken wir einen Link. Sonst sieht sie niemand.
accounts-name-hint = 3 bis 40 Zeichen. Andere sehen ihn; es muss nicht Ihr richtiger Name sein.
accounts-password-hint = Mindestens 10 Zeichen. Vier oder fünf Wörter ohne Zusammenhang sind gut.
accounts-locale-hint = Für Seiten und Briefe.
accounts-zone-hint = Wie Europe/Vienna oder Europe/Berlin.

## Registrieren

accounts-sign-up-title = Bei Candor mitmachen
accounts-sign-up-lede = Mit einem Konto können Sie fragen, antworten, Ärztinnen und Ärzte bewerten und sich beschweren. Zum Lesen brauchen Sie keines.
accounts-consents = Ihre drei Einwilligungen
accounts-consents-hint = Jede ist eine eigene Frage. Sie können sie später zurücknehmen: Schreiben Sie dem Betreiber, der dann Ihr Konto schließt.
accounts-consent-terms = Ich stimme den Regeln dieser Gemeinschaft zu.
accounts-consent-health-data = Ich willige ein, dass gespeichert und gezeigt wird, was ich über meine Gesundheit schreibe, so wie ich es wähle.
accounts-consent-health-data-hint = Gesundheitsdaten sind besonders geschützt (DSGVO, Artikel 9). Wir nutzen sie für nichts anderes.
accounts-consent-age-18 = Ich bin 18 Jahre oder älter.
accounts-sign-up-button = Link schicken
accounts-have-account = Sie haben schon ein Konto?
accounts-sign-in-link = Anmelden
accounts-sign-up-sent = Wenn diese Adresse verwendet werden kann, ist ein Brief mit einem Link dorthin unterwegs.
accounts-sign-up-sent-title = Sehen Sie in Ihr Postfach
accounts-sign-up-sent-lede = Ein Brief ist an die angegebene Adresse unterwegs. Sein Link bestätigt, dass sie Ihnen gehört.
accounts-sign-up-sent-next-1 = Der Link gilt 48 Stunden. Kommt in ein paar Minuten kein Brief, sehen Sie bei der unerwünschten Post nach.
accounts-sign-up-sent-next-2 = Haben Sie schon ein Konto, steht das im Brief, und nichts wurde geändert. Wer sich noch einmal registriert, bekommt einen neuen Brief.
accounts-sign-up-sent-button = Zur Startseite
accounts-verify-title = Adresse bestätigen
accounts-verify-lede = Ein Druck, und Ihr Konto ist bereit.
accounts-verify-button = Meine Adresse bestätigen
accounts-verify-why = Wir bitten um den Druck, weil manche Mailprogramme jeden Link von selbst öffnen.
accounts-link-invalid-title = Dieser Link gilt nicht mehr
accounts-link-invalid-lede = Er wurde schon benutzt, ist abgelaufen oder nicht vollständig.
accounts-link-invalid-next-1 = Haben Sie ihn schon benutzt, können Sie sich einfach anmelden.
accounts-link-invalid-next-2 = Wenn nicht, fordern Sie einen neuen Brief an. Nur dessen neuester Link gilt.
accounts-link-invalid-button = Neuen Link anfordern

## Anmelden

accounts-sign-in-title = Anmelden
accounts-sign-in-first = Melden Sie sich zuerst an; danach geht es zur gewünschten Seite weiter.
accounts-sign-in-report = Wenn Sie hier Ihre eigenen Daten oder etwas Rechtswidriges gefunden haben und kein Konto besitzen, schreiben Sie an die Betreiber dieser Seite. Die Adresse steht hier:
accounts-sign-in-button = Anmelden
accounts-forgotten-link = Ich habe mein Passwort vergessen
accounts-no-account = Sie haben noch kein Konto?
accounts-sign-up-link = Mitmachen

## Passwörter

accounts-forgotten-title = Ein neues Passwort
accounts-forgotten-lede = Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen.
accounts-forgotten-button = Link schicken
accounts-reset-sent = Wenn es zu dieser Adresse ein Konto gibt, ist ein Brief mit einem Link dorthin unterwegs.
accounts-reset-sent-title = Sehen Sie in Ihr Postfach
accounts-reset-sent-lede = Wenn es zu dieser Adresse ein Konto gibt, ist ein Brief mit einem Link dorthin unterwegs.
accounts-reset-sent-next-1 = Der Link gilt eine Stunde und einmal.
accounts-reset-sent-next-2 = Ihr jetziges Passwort gilt, bis Sie ein neues gewählt haben.
accounts-reset-sent-button = Zurück zur Anmeldung
accounts-reset-title = Neues Passwort wählen
accounts-reset-lede = Danach sind alle Geräte abgemeldet, und Sie melden sich neu an.
accounts-reset-button = Neues Passwort speichern
accounts-password-title = Passwort ändern
accounts-password-lede = Ihre anderen Geräte werden abgemeldet; dieses bleibt.
accounts-password-button = Neues Passwort speichern

## Meine Seite

accounts-me-title = Meine Seite
accounts-me-lede = Angemeldet als { $email }.
accounts-me-mine = Was mir gehört
accounts-me-complaints = Meine Beschwerden
accounts-me-complaints-clinic = Beschwerden über mich oder meine Klinik
accounts-me-complaints-panel = Fälle in meinen Gremien
accounts-me-reviews = Meine Bewertungen
accounts-me-applications = Meine Bewerbungen bei der Koalition
accounts-me-inspections = Inspektionen meiner Klinik
accounts-me-entries = Einträge, für die Sie antworten
accounts-me-claims = Antworten Sie für einen Arzt oder eine Klinik?
accounts-me-claims-hint = Beantragen Sie Ihren Eintrag auf seinem Profil; was auf eine Entscheidung wartet, steht hier.
accounts-me-entries-hint = Dazu Anträge, die auf eine Entscheidung warten, und für Mitglieder der Koalition das Abzeichen.
accounts-me-tasks = Meine Aufgaben
accounts-me-account = Mein Konto
accounts-settings-title = Einstellungen
accounts-settings-hint = Name, Sprache, Zeitzone
accounts-masked-name = Mitglied { $number }
accounts-name-masked = Das Moderationsteam hat Ihren Namen geschwärzt; an seiner Stelle steht dieser. Hier können Sie einen anderen wählen.

## Zweiter Faktor

accounts-second-title = Zweiter Faktor
accounts-second-hint = Ein Code vom Telefon neben dem Passwort
accounts-second-lede = Mit einem zweiten Faktor fragt die Anmeldung nach Ihrem Passwort und nach einem Code, den eine Authenticator-App auf Ihrem Telefon zeigt. Ein gestohlenes Passwort allein öffnet dann nichts.
accounts-second-on = Eingeschaltet
accounts-second-left = { $count ->
    [0] Es ist kein Wiederherstellungscode mehr übrig. Machen Sie jetzt neue.
    [one] Ein Wiederherstellungscode ist übrig.
   *[other] { $count } Wiederherstellungscodes sind übrig.
}
accounts-second-begin-hint = Damit das niemand sonst an einem offenen Bildschirm tut.
accounts-second-begin = Einrichten
accounts-second-step-1 = 1. Fügen Sie Ihrer Authenticator-App diesen Schlüssel hinzu
accounts-second-secret-hint = Geben Sie ihn in der App als zeitbasierten Schlüssel ein, oder öffnen Sie den Link auf dem Gerät mit der App.
accounts-second-open = In der Authenticator-App öffnen
accounts-second-step-2 = 2. Geben Sie den Code ein, den die App zeigt
accounts-second-first-hint = Sechs Ziffern. Sie wechseln alle 30 Sekunden.
accounts-second-confirm = Einschalten
accounts-second-code-hint = Sechs Ziffern aus Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.
accounts-second-change = Ändern
accounts-second-renew = Neue Wiederherstellungscodes machen
accounts-second-remove = Ausschalten
accounts-second-step-title = Der zweite Schritt
accounts-second-step-lede = Ihr Passwort stimmt. Geben Sie nun den Code ein, den Ihre Authenticator-App zeigt.
accounts-second-codes-title = Ihre Wiederherstellungscodes
accounts-second-codes-lede = Mit jedem dieser Codes können Sie sich einmal anmelden, wenn Ihr Telefon nicht da ist.
accounts-second-codes-keep = Drucken Sie sie aus oder schreiben Sie sie auf, und bewahren Sie sie getrennt vom Telefon auf. Sie werden nur jetzt gezeigt; ältere gelten nicht mehr.
accounts-second-codes-done = Ich habe sie aufbewahrt

## Sitzungen

accounts-sessions-title = Angemeldete Geräte
accounts-sessions-hint = Wo Sie angemeldet sind, und abmelden
accounts-sessions-lede = Melden Sie ab, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.
accounts-sessions-browser = Ein Browser
accounts-sessions-program = Ein Programm
accounts-sessions-current = Dieses Gerät
accounts-sessions-used = Zuletzt benutzt:
accounts-sessions-began = Angemeldet:
accounts-sessions-end = Abmelden
accounts-sessions-everywhere = Überall abmelden
accounts-sessions-everywhere-hint = Alle Geräte werden sofort abgemeldet, auch dieses.

## Rollen

accounts-role = Rolle
accounts-role-member = Mitglied
accounts-role-physician = Ärztin oder Arzt
accounts-role-clinic-staff = Klinikpersonal
accounts-role-mentor = Mentorin oder Mentor
accounts-role-moderator = Moderation
accounts-role-case-officer = Fallbearbeitung
accounts-role-credentialing-officer = Zulassungsprüfung
accounts-role-inspector = Inspektion
accounts-role-reviewer = Begutachtung
accounts-role-board = Vorstand
accounts-role-appeals = Einsprüche
accounts-role-privacy-officer = Datenschutz
accounts-role-treasurer = Kasse
accounts-role-auditor = Prüfung
accounts-role-admin = Verwaltung
accounts-roles-title = Rollen
accounts-roles-lede = Eine Person der Verwaltung fragt an, eine zweite bestätigt. Erst dann ändert sich die Rolle, mit einem Eintrag im Transparenzbuch.
accounts-roles-waiting = Wartet auf die zweite Person
accounts-roles-none-waiting = Nichts wartet.
accounts-roles-confirm = Bestätigen
accounts-roles-other-admin = Das muss eine andere Person der Verwaltung bestätigen.
accounts-roles-ask = Änderung anfragen
accounts-roles-email-hint = Die Adresse des Kontos.
accounts-roles-kind = Was soll sich ändern?
accounts-roles-grant = Eine Rolle geben
accounts-roles-revoke = Eine Rolle nehmen
accounts-roles-grant-sentence = { $name }: künftig { $role }
accounts-roles-revoke-sentence = { $name }: nicht mehr { $role }
accounts-roles-reason-hint = Die zweite Person liest sie. Sie bleibt festgehalten.
accounts-roles-by-claim = Die Übernahme eines Eintrags wurde bestätigt.
accounts-roles-button = Anfragen
accounts-roles-done = Zuletzt bestätigt

## Einmal gesagt, nach einer Handlung

accounts-done-verified = Ihre Adresse ist bestätigt. Sie können sich jetzt anmelden.
accounts-done-signed-out = Sie sind abgemeldet.
accounts-done-password = Ihr Passwort wurde geändert.
accounts-done-settings = Ihre Einstellungen wurden gespeichert.
accounts-done-session = Das Gerät ist abgemeldet.
accounts-done-sessions = Alle Geräte sind abgemeldet.
accounts-done-asked = Jetzt muss eine zweite Person bestätigen.
accounts-done-confirmed = Die Rolle wurde geändert, und die Person hat es per Brief erfahren.
accounts-done-required = Ihre Rolle braucht auf dieser Seite einen zweiten Faktor. Richten Sie ihn hier ein, dann geht es weiter.
accounts-done-second-off = Ihr zweiter Faktor ist ausgeschaltet.

## Briefe

accounts-letter-sign-in = Anmelden
accounts-letter-forgotten = Neues Passwort wählen
accounts-letter-verify-subject = Bestätigen Sie Ihre Adresse
accounts-letter-verify-text = Sie oder jemand mit Ihrer Adresse hat sich registriert. Bitte bestätigen Sie, dass die Adresse Ihnen gehört. Der Link gilt 48 Stunden.
accounts-letter-verify-link = Meine Adresse bestätigen
accounts-letter-verify-otherwise = Waren Sie es nicht, müssen Sie nichts tun. Ohne Ihre Bestätigung wird das Konto nach sieben Tagen gelöscht.
accounts-letter-already-subject = Sie haben schon ein Konto
accounts-letter-already-text = jemand, wahrscheinlich Sie, wollte sich mit dieser Adresse registrieren. Zu ihr gibt es schon ein Konto, und nichts wurde geändert.
accounts-letter-already-otherwise = Waren Sie es nicht, müssen Sie nichts tun. Wer es versucht hat, hat nicht erfahren, dass Sie ein Konto haben.
accounts-letter-reset-subject = Neues Passwort wählen
accounts-letter-reset-text = Sie oder jemand mit Ihrer Adresse hat ein neues Passwort angefordert. Der Link gilt eine Stunde und einmal.
accounts-letter-reset-link = Neues Passwort wählen
accounts-letter-reset-otherwise = Waren Sie es nicht, müssen Sie nichts tun. Ihr jetziges Passwort bleibt, wie es ist.
accounts-letter-changed-subject = Ihr Passwort wurde geändert
accounts-letter-changed-text = das Passwort Ihres Kontos wurde eben geändert, und Ihre anderen Geräte wurden abgemeldet.
accounts-letter-changed-otherwise = Waren Sie es nicht, wählen Sie mit dem Link oben sofort ein neues Passwort.
accounts-letter-second-on-subject = Ihr zweiter Faktor wurde eingeschaltet
accounts-letter-second-on-text = die Anmeldung bei Ihrem Konto fragt jetzt neben dem Passwort nach einem Code. Ihre anderen Geräte wurden abgemeldet.
accounts-letter-second-on-otherwise = Waren Sie es nicht, kennt jemand Ihr Passwort: Wählen Sie mit dem Link oben sofort ein neues, und schreiben Sie den Menschen, die diese Seite betreiben.
accounts-letter-second-off-subject = Ihr zweiter Faktor wurde ausgeschaltet
accounts-letter-second-off-text = die Anmeldung bei Ihrem Konto fragt nicht mehr nach einem Code. Ihr Passwort allein genügt.
accounts-letter-second-off-otherwise = Waren Sie es nicht, wählen Sie mit dem Link oben sofort ein neues Passwort, und schreiben Sie den Menschen, die diese Seite betreiben.
accounts-letter-role-granted-subject = Sie haben eine neue Rolle
accounts-letter-role-granted-text = zwei Personen der Verwaltung haben Ihnen eine Rolle gegeben:
accounts-letter-role-granted-otherwise = Sie gilt ab jetzt. Wenn Sie das nicht erwartet haben, wenden Sie sich an die Menschen, die diese Seite betreiben.
accounts-letter-role-revoked-subject = Eine Ihrer Rollen ist zu Ende
accounts-letter-role-revoked-text = zwei Personen der Verwaltung haben eine Rolle zurückgenommen:
accounts-letter-role-revoked-otherwise = Ihr Konto und was Sie geschrieben haben, bleiben, wie sie sind.

## Codes

error-display-name-taken-title = Dieser Name ist vergeben
error-display-name-taken = Unter diesem Namen schreibt schon jemand. Bitte wählen Sie einen anderen.
error-email-taken-title = Zu dieser Adresse gibt es ein Konto
error-email-taken = Zu dieser Adresse gibt es schon ein Konto.
error-password-too-weak-title = Dieses Passwort ist zu leicht zu erraten
error-password-too-weak = Es ist zu leicht zu erraten, steht auf einer Liste häufiger Passwörter oder enthält Ihre Adresse oder Ihren Namen. Versuchen Sie vier oder fünf Wörter ohne Zusammenhang.
error-consent-required-title = Ohne diese Einwilligung geht es nicht
error-consent-required = Bitte ankreuzen; sonst dürfen wir kein Konto für Sie führen.
error-password-wrong-title = Das ist nicht Ihr jetziges Passwort
error-password-wrong = Das ist nicht Ihr jetziges Passwort.
error-link-invalid-title = Dieser Link gilt nicht mehr
error-link-invalid = Er wurde schon benutzt, ist abgelaufen oder nicht vollständig.
error-sign-in-failed-title = Adresse und Passwort gehören nicht zusammen
error-sign-in-failed = Adresse und Passwort gehören nicht zusammen. Prüfen Sie beides, oder wählen Sie ein neues Passwort.
error-sign-in-delayed-title = Zu viele vergebliche Anmeldungen
error-sign-in-delayed = Mehrere Anmeldungen sind misslungen. Bitte warten Sie etwas bis zum nächsten Versuch.
error-email-not-verified-title = Die Adresse ist noch nicht bestätigt
error-email-not-verified = Bitte folgen Sie zuerst dem Link in unserem Brief. Wer sich noch einmal registriert, bekommt einen neuen.
error-refresh-reused-title = Dieses Erneuerungstoken wurde schon benutzt
error-refresh-reused = Ein Erneuerungstoken gilt für einen Tausch. Weil es zweimal kam, wurde die Sitzung beendet.
error-second-factor-required-title = Ein zweiter Faktor ist nötig
error-second-factor-required = Wer hier ein Amt hat, braucht einen zweiten Faktor, bevor sie oder er handeln kann. Er wird unter /me/second-factor eingerichtet.
error-second-factor-code-required-title = Der Code des zweiten Faktors fehlt
error-second-factor-code-required = Dieses Konto hat einen zweiten Faktor. Senden Sie auch den Code des Authenticators.
error-second-factor-code-wrong-title = Dieser Code gilt nicht
error-second-factor-code-wrong = Das ist nicht der jetzige Code, oder er wurde schon benutzt. Warten Sie auf den nächsten, oder nehmen Sie einen Wiederherstellungscode.
error-second-factor-active-title = Es gibt schon einen zweiten Faktor
error-second-factor-active = Schalten Sie den jetzigen zweiten Faktor aus, bevor Sie einen anderen einrichten.
error-second-factor-missing-title = Es gibt keinen zweiten Faktor
error-second-factor-missing = Richten Sie zuerst einen zweiten Faktor ein.
error-second-step-expired-title = Der zweite Schritt hat zu lange gedauert
error-second-step-expired = Es ist zu viel Zeit vergangen, oder Ihr Passwort hat sich geändert. Bitte melden Sie sich von vorne an.
error-role-change-pending-title = Das wurde schon angefragt
error-role-change-pending = Dieselbe Änderung wartet schon auf eine zweite Person der Verwaltung.
error-role-held-title = Die Rolle ist schon vergeben
error-role-held = Das Konto hat diese Rolle schon.
error-role-change-done-title = Schon bestätigt
error-role-change-done = Diese Änderung wurde schon bestätigt.
error-code-second-factor-code-wrong = Das ist nicht der jetzige Code, oder er wurde schon benutzt. Warten Sie auf den nächsten, oder nehmen Sie einen Wiederherstellungscode.
error-kind-required = Wählen Sie, was davon zutrifft.
error-email-required = Geben Sie Ihre E-Mail-Adresse ein.
error-consents-terms-required = Bitte stimmen Sie den Regeln zu: Ohne das dürfen wir kein Konto für Sie führen.
error-consents-terms-consent-required = Bitte stimmen Sie den Regeln zu: Ohne das dürfen wir kein Konto für Sie führen.
error-consents-health-data-required = Bitte stimmen Sie der Verarbeitung von Gesundheitsdaten zu: Ohne das dürfen wir kein Konto für Sie führen.
error-consents-health-data-consent-required = Bitte stimmen Sie der Verarbeitung von Gesundheitsdaten zu: Ohne das dürfen wir kein Konto für Sie führen.
error-consents-age-18-required = Bitte bestätigen Sie, dass Sie mindestens 18 Jahre alt sind: Konten sind nur für Erwachsene.
error-consents-age-18-consent-required = Bitte bestätigen Sie, dass Sie mindestens 18 Jahre alt sind: Konten sind nur für Erwachsene.
error-email-wrong-type = Das ist keine E-Mail-Adresse wie name@example.org.
error-display-name-required = Wählen Sie einen Namen, unter dem Sie schreiben.
error-display-name-wrong-type = Nur Buchstaben, Ziffern, Leerzeichen und . - _ ’ sind möglich.
error-password-required = Geben Sie ein Passwort ein.
error-password-too-short = Das Passwort braucht mindestens 10 Zeichen.
