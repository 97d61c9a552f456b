## Fields

field-email = E-mail
field-display-name = Display name
field-password = Password
field-new-password = New password
field-current-password = Present password
field-locale = Language
field-time-zone = Time zone
field-reason = Reason
field-role = Role
accounts-second-code = Code
field-kind = Kind
accounts-email-hint = We send a link there. Nobody else sees it.
accounts-name-hint = 3 to 40 characters. Others see it; it need not be your real name.
accounts-password-hint = At least 10 characters. Four or five unrelated words make a good one.
accounts-locale-hint = For pages and letters.
accounts-zone-hint = As in Europe/Vienna or Europe/London.

## Signing up

accounts-sign-up-title = Join Candor
accounts-sign-up-lede = An account lets you ask, answer, review a physician, and complain. Reading needs none.
accounts-consents = Your three consents
accounts-consents-hint = Each is a question of its own. You can take them back later by writing to the operator, who then closes your account.
accounts-consent-terms = I agree to the rules of this community.
accounts-consent-health-data = I agree that what I write about my health is stored and shown as I choose.
accounts-consent-health-data-hint = Health data is specially protected (GDPR, Article 9). We use it for nothing else.
accounts-consent-age-18 = I am 18 or older.
accounts-sign-up-button = Send me the link
accounts-have-account = You have an account already?
accounts-sign-in-link = Sign in
accounts-sign-up-sent = If this address can be used, a letter with a link is on its way to it.
accounts-sign-up-sent-title = Look into your mailbox
accounts-sign-up-sent-lede = A letter is on its way to the address you gave. Its link confirms that the address is yours.
accounts-sign-up-sent-next-1 = The link is good for 48 hours. If no letter comes within a few minutes, look among unwanted mail.
accounts-sign-up-sent-next-2 = If you have an account already, the letter says so and nothing was changed. Signing up again sends a new letter.
accounts-sign-up-sent-button = Go to the front page
accounts-verify-title = Confirm your address
accounts-verify-lede = One press, and your account is ready.
accounts-verify-button = Confirm my address
accounts-verify-why = We ask for a press because some mail programs open every link by themselves.
accounts-link-invalid-title = This link no longer works
accounts-link-invalid-lede = It was used already, it has run out, or it is not complete.
accounts-link-invalid-next-1 = If you have used it before, you can simply sign in.
accounts-link-invalid-next-2 = If not, ask for a new letter. Only its newest link works.
accounts-link-invalid-button = Ask for a new link

## Signing in

accounts-sign-in-title = Sign in
accounts-sign-in-first = Sign in first; then you go on to the page you asked for.
accounts-sign-in-report = If you have found your own personal data or something illegal here and have no account, write to the operator of this site. The address is here:
accounts-sign-in-button = Sign in
accounts-forgotten-link = I forgot my password
accounts-no-account = You have no account yet?
accounts-sign-up-link = Join

## Passwords

accounts-forgotten-title = A new password
accounts-forgotten-lede = We send a link to your address with which you choose a new password.
accounts-forgotten-button = Send me the link
accounts-reset-sent = If there is an account for this address, a letter with a link is on its way to it.
accounts-reset-sent-title = Look into your mailbox
accounts-reset-sent-lede = If there is an account for this address, a letter with a link is on its way to it.
accounts-reset-sent-next-1 = The link is good for one hour, and once.
accounts-reset-sent-next-2 = Your present password works until you have chosen a new one.
accounts-reset-sent-button = Back to signing in
accounts-reset-title = Choose a new password
accounts-reset-lede = Afterwards every device is signed out and you sign in again.
accounts-reset-button = Save the new password
accounts-password-title = Change your password
accounts-password-lede = Your other devices are signed out; this one stays.
accounts-password-button = Save the new password

## My page

accounts-me-title = My page
accounts-me-lede = Signed in as { $email }.
accounts-me-mine = What is mine
accounts-me-complaints = My complaints
accounts-me-complaints-clinic = Complaints about me or my clinic
accounts-me-complaints-panel = Cases on my panels
accounts-me-reviews = My reviews
accounts-me-applications = My applications to the coalition
accounts-me-inspections = Inspections of my clinic
accounts-me-entries = Entries you answer for
accounts-me-claims = Do you answer for a physician or a clinic?
accounts-me-claims-hint = Claim your entry on its profile; claims that wait for a decision are here.
accounts-me-entries-hint = With claims that wait for a decision, and for coalition members the badge.
accounts-me-tasks = My tasks
accounts-me-account = My account
accounts-settings-title = Settings
accounts-settings-hint = Name, language, time zone
accounts-masked-name = Member { $number }
accounts-name-masked = The moderation team has masked your name, and this one stands in its place. You may choose another one here.

## Second factor

accounts-second-title = Second factor
accounts-second-hint = A code from your phone besides your password
accounts-second-lede = With a second factor, signing in asks for your password and for a code that an authenticator app on your phone shows. A stolen password alone then opens nothing.
accounts-second-on = Switched on
accounts-second-left = { $count ->
    [0] No recovery codes are left. Make new ones now.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
accounts-second-begin-hint = So that nobody else does this at an open screen.
accounts-second-begin = Set it up
accounts-second-step-1 = 1. Add this key to your authenticator app
accounts-second-secret-hint = Type it into the app as a time-based key, or open the link on the device that has the app.
accounts-second-open = Open in the authenticator app
accounts-second-step-2 = 2. Enter the code that the app shows
accounts-second-first-hint = Six digits. They change every 30 seconds.
accounts-second-confirm = Switch it on
accounts-second-code-hint = Six digits from your authenticator app, or one of your recovery codes.
accounts-second-change = Change it
accounts-second-renew = Make new recovery codes
accounts-second-remove = Switch it off
accounts-second-step-title = The second step
accounts-second-step-lede = Your password is right. Now enter the code that your authenticator app shows.
accounts-second-codes-title = Your recovery codes
accounts-second-codes-lede = Each of these codes signs you in once when your phone is not there.
accounts-second-codes-keep = Print them or write them down, and keep them away from your phone. They are shown only now; older ones no longer work.
accounts-second-codes-done = I have kept them

## Sessions

accounts-sessions-title = Signed-in devices
accounts-sessions-hint = Where you are signed in, and signing out
accounts-sessions-lede = Sign out whatever you do not know, and then change your password.
accounts-sessions-browser = A browser
accounts-sessions-program = A program
accounts-sessions-current = This device
accounts-sessions-used = Last used:
accounts-sessions-began = Signed in:
accounts-sessions-end = Sign out
accounts-sessions-everywhere = Sign out everywhere
accounts-sessions-everywhere-hint = Every device is signed out at once, this one too.

## Roles

accounts-role = Role
accounts-role-member = Member
accounts-role-physician = Physician
accounts-role-clinic-staff = Clinic staff
accounts-role-mentor = Mentor
accounts-role-moderator = Moderator
accounts-role-case-officer = Case officer
accounts-role-credentialing-officer = Credentialing officer
accounts-role-inspector = Inspector
accounts-role-reviewer = Reviewer
accounts-role-board = Board
accounts-role-appeals = Appeals
accounts-role-privacy-officer = Privacy officer
accounts-role-treasurer = Treasurer
accounts-role-auditor = Auditor
accounts-role-admin = Admin
accounts-roles-title = Roles
accounts-roles-lede = One admin asks, another confirms. Only then the role changes, with an entry in the ledger.
accounts-roles-waiting = Waiting for a second admin
accounts-roles-none-waiting = Nothing waits.
accounts-roles-confirm = Confirm
accounts-roles-other-admin = Another admin must confirm this.
accounts-roles-ask = Ask for a change
accounts-roles-email-hint = The address of the account.
accounts-roles-kind = What is to change?
accounts-roles-grant = Give a role
accounts-roles-revoke = Take a role away
accounts-roles-grant-sentence = { $name }: to become { $role }
accounts-roles-revoke-sentence = { $name }: no longer { $role }
accounts-roles-reason-hint = The second admin reads it. It stays on record.
accounts-roles-by-claim = A case officer approved the claim of an entry.
accounts-roles-button = Ask for it
accounts-roles-done = Lately confirmed

## Said once, after an act

accounts-done-verified = your address is confirmed. You can sign in now.
accounts-done-signed-out = you are signed out.
accounts-done-password = your password was changed.
accounts-done-settings = your settings were saved.
accounts-done-session = the device is signed out.
accounts-done-sessions = every device is signed out.
accounts-done-asked = a second admin must confirm now.
accounts-done-confirmed = the role was changed, and the person was told by letter.
accounts-done-required = your role needs a second factor on this site. Set it up here, and go on.
accounts-done-second-off = your second factor is switched off.

## Letters

accounts-letter-sign-in = Sign in
accounts-letter-forgotten = Choose a new password
accounts-letter-verify-subject = Confirm your address
accounts-letter-verify-text = you, or somebody with your address, signed up for an account. Please confirm that the address is yours. The link is good for 48 hours.
accounts-letter-verify-link = Confirm my address
accounts-letter-verify-otherwise = If it was not you, do nothing. Without your confirmation the account is deleted after seven days.
accounts-letter-already-subject = You already have an account
accounts-letter-already-text = somebody, probably you, tried to sign up with this address. There is an account for it already, and nothing was changed.
accounts-letter-already-otherwise = If it was not you, you need not do anything. Whoever tried was not told that you have an account.
accounts-letter-reset-subject = Choose a new password
accounts-letter-reset-text = you, or somebody with your address, asked for a new password. The link is good for one hour, and once.
accounts-letter-reset-link = Choose a new password
accounts-letter-reset-otherwise = If it was not you, do nothing. Your present password stays as it is.
accounts-letter-changed-subject = Your password was changed
accounts-letter-changed-text = the password of your account was changed just now, and your other devices were signed out.
accounts-letter-changed-otherwise = If it was not you, choose a new password at once with the link above.
accounts-letter-second-on-subject = Your second factor was switched on
accounts-letter-second-on-text = signing in to your account now asks for a code besides your password. Your other devices were signed out.
accounts-letter-second-on-otherwise = If it was not you, somebody knows your password: choose a new one at once with the link above, and write to the people who run this site.
accounts-letter-second-off-subject = Your second factor was switched off
accounts-letter-second-off-text = signing in to your account no longer asks for a code. Your password alone is enough.
accounts-letter-second-off-otherwise = If it was not you, choose a new password at once with the link above, and write to the people who run this site.
accounts-letter-role-granted-subject = You have a new role
accounts-letter-role-granted-text = two admins have given you a role:
accounts-letter-role-granted-otherwise = It holds from now on. If you did not expect it, answer to the people who run this site.
accounts-letter-role-revoked-subject = One of your roles has ended
accounts-letter-role-revoked-text = two admins have taken a role back:
accounts-letter-role-revoked-otherwise = Your account and what you wrote stay as they are.

## Codes

error-display-name-taken-title = This name is taken
error-display-name-taken = Somebody else writes under this name. Please choose another.
error-email-taken-title = There is an account with this address
error-email-taken = There is already an account with this address.
error-password-too-weak-title = This password is too easy to guess
error-password-too-weak = It is too easy to guess, is on a list of common passwords, or holds your address or name. Try four or five unrelated words.
error-consent-required-title = Without this consent there can be no account
error-consent-required = Please tick this; without it we may not keep an account for you.
error-password-wrong-title = This is not your present password
error-password-wrong = This is not your present password.
error-link-invalid-title = This link no longer works
error-link-invalid = It was used already, it has run out, or it is not complete.
error-sign-in-failed-title = Address and password do not belong together
error-sign-in-failed = Address and password do not belong together. Look at both, or choose a new password.
error-sign-in-delayed-title = Too many failed sign-ins
error-sign-in-delayed = There were several failed sign-ins. Please wait a little before the next try.
error-email-not-verified-title = The address is not confirmed yet
error-email-not-verified = Please follow the link in our letter first. Signing up again sends a new one.
error-refresh-reused-title = This refresh token was used before
error-refresh-reused = A refresh token is good for one exchange. Because it came twice, the session was ended.
error-second-factor-required-title = A second factor is needed
error-second-factor-required = Staff need a second factor on this site before they can act. Set one up at /me/second-factor.
error-second-factor-code-required-title = The code of the second factor is needed
error-second-factor-code-required = This account has a second factor. Send the code of the authenticator too.
error-second-factor-code-wrong-title = This code does not hold
error-second-factor-code-wrong = This is not the present code, or it was used already. Wait for the next one, or use a recovery code.
error-second-factor-active-title = There is a second factor already
error-second-factor-active = Switch the present second factor off before you set up another.
error-second-factor-missing-title = There is no second factor
error-second-factor-missing = Set a second factor up first.
error-second-step-expired-title = The second step took too long
error-second-step-expired = Too much time went by, or your password changed. Please sign in from the start.
error-role-change-pending-title = This was asked already
error-role-change-pending = The same change waits already for a second admin.
error-role-held-title = The role is held already
error-role-held = The account holds this role already.
error-role-change-done-title = Already confirmed
error-role-change-done = This change was confirmed already.
error-code-second-factor-code-wrong = This is not the present code, or it was used already. Wait for the next one, or use a recovery code.
error-kind-required = Choose which of these it is.
error-email-required = Enter your e-mail address.
error-consents-terms-required = Agree to the rules: without that we may not keep an account for you.
error-consents-terms-consent-required = Agree to the rules: without that we may not keep an account for you.
error-consents-health-data-required = Tick the processing of health data: without that we may not keep an account for you.
error-consents-health-data-consent-required = Tick the processing of health data: without that we may not keep an account for you.
error-consents-age-18-required = Tick that you are 18 or older: accounts are for adults only.
error-consents-age-18-consent-required = Tick that you are 18 or older: accounts are for adults only.
error-email-wrong-type = This is not an e-mail address, such as name@example.org.
error-display-name-required = Choose a name under which you write.
error-display-name-wrong-type = Use letters, digits, spaces, and . - _ ’ only.
error-password-required = Enter a password.
error-password-too-short = The password needs at least 10 characters.
