## The site

site-name = Candor
site-description = A free community where patients share what they lived through, and physicians answer in the open.
site-emergency = Candor is not medical care. In an emergency call your local emergency number.

## Header and footer

skip-to-content = Skip to content
menu-open = Menu
menu-label = Main
menu-discussions = Discussions
menu-physicians = Physicians
menu-complaints = Complaints
menu-coalition = Coalition
menu-applications = Applications
menu-how = How it works
menu-sign-in = Sign in
menu-sign-up = Join
menu-sign-out = Sign out
menu-staff = For staff
menu-cases = Case board
menu-inspections = Inspections
menu-inspection-board = Inspection board
menu-members-due = Coalition members: what is due
menu-votes = Votes and appeals
menu-directory-queue = Proposals and claims
menu-review-proofs = Documents of reviews
menu-mail = Mail
crumbs-label = You are here
footer-label = About this site
footer-languages = Languages
footer-api = API
footer-problems = What errors mean

## Buttons

button-continue = Continue
button-send = Send
button-save = Save
button-cancel = Cancel
button-back = Back
button-search = Search
button-preview = Preview
button-edit = Edit
button-delete = Delete
button-withdraw = Withdraw
button-publish = Publish
button-download = Download

## Words that parts of pages say

error-prefix = Error:
errors-heading = { $count ->
    [one] One answer needs another look
   *[other] { $count } answers need another look
}
errors-heading-general = This could not be done
field-optional = (optional)
flash-note = Note:
flash-ok = Done:
flash-warn = Take care:
flash-bad = Not done:
record-entry = Entry { $number }
record-pending = Recorded for the ledger, which is not published yet
record-prove = Prove it
pages-label = Pages
pages-previous = Previous page
pages-next = Next page
pages-first = First page
timeline-next = Next:
timeline-missed = Missed:
gone-deleted-by-author = Deleted by its author
gone-held = Held back until a moderator has read it
gone-removed = Removed
gone-number-stays = The number stays so that links and quotes still lead here.
characters-of = { $count } of { $limit } characters
yes = Yes
no = No

## Days and moments

date-day = { $day } { $month } { $year }
date-day-without-year = { $day } { $month }
date-month = { $month } { $year }
date-moment = { $date }, { $time }
date-month-1 = January
date-month-2 = February
date-month-3 = March
date-month-4 = April
date-month-5 = May
date-month-6 = June
date-month-7 = July
date-month-8 = August
date-month-9 = September
date-month-10 = October
date-month-11 = November
date-month-12 = December
time-now = just now
time-minutes-ago = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
time-hours-ago = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
time-days-ago = { $count ->
    [one] yesterday
   *[other] { $count } days ago
}
time-minutes-in = { $count ->
    [one] in 1 minute
   *[other] in { $count } minutes
}
time-hours-in = { $count ->
    [one] in 1 hour
   *[other] in { $count } hours
}
time-days-in = { $count ->
    [one] tomorrow
   *[other] in { $count } days
}

## Lists as files

download-csv = Download as CSV
receipt-download = Download the receipt
