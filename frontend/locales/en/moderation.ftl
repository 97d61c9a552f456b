## Why it was refused

error-already-flagged-title = You have reported this already
error-already-flagged = Your report for this reason waits in the queue, or was decided a short while ago and nothing has changed since.
error-claimed-by-other-title = Somebody else looks at it
error-claimed-by-other = Another moderator has taken this item. It is free again after a quarter of an hour.
error-marked-too-short = Mark at least one item of the list.
error-marked-too-long = Mark 20 items at the most; the others can be decided after these.
error-name-masked-title = The moderation team has masked this name
error-name-masked = Choose another one. If you think that the name should stand, appeal: the reasons are under “Decisions about what you wrote”.
error-appeal-too-late-title = The time for an appeal is over
error-appeal-too-late = The time in which this decision could be appealed is over.
error-thread-locked-title = This thread is locked
error-thread-locked = The moderation team locked it: it can be read, and nobody replies for now.
error-account-silenced-title = You can read, but not write for now
error-account-silenced = The moderation team has silenced your account for a while. The reasons, and how to appeal, are under “Decisions about what you wrote”.
error-account-suspended-title = This account is suspended
error-account-suspended = Nobody can sign in to this account until the suspension ends. The letter with the reasons says until when, and how to appeal; its link works without signing in.
error-account-banned-title = This account is closed for good
error-account-banned = The letter with the reasons says why, and how to appeal; its link works without signing in.

## What is done

moderation-action-no-breach = No breach
moderation-action-mask = Mask
moderation-action-hide = Hide
moderation-action-hold = Hold
moderation-action-remove = Remove
moderation-action-restore = Restore
moderation-action-lock = Lock
moderation-action-warn = Warn
moderation-action-silence = Silence
moderation-action-suspend = Suspend
moderation-action-ban = Ban
moderation-will-no-breach = Nothing will be taken from anybody.
moderation-will-no-breach-ends = Nothing will be taken from anybody; what its score has hidden, locked or silenced by itself will end.
moderation-will-publish = The review will be published.
moderation-will-mask = Personal data will be replaced by the words “removed: personal data”; the rest can be read. For personal data only. The author will get these reasons.
moderation-will-hide = It will be hidden; its place will stay. The author will get these reasons.
moderation-will-stay-hidden = It is out of sight already and will stay so, by your decision. The author will get these reasons.
moderation-will-hide-review = Nobody will read it until two of you have decided. Only for personal data, a threat, something illegal or a court order; for anything else, hold it.
moderation-will-remove = It will be removed; its place will stay. The author will get these reasons.
moderation-will-hold = Nobody will read it until the date; its page will say that it is held, why and until when. Then it will be shown again by itself, or hidden where it could harm somebody. What is held already will be held longer, once, by another moderator. The author will get these reasons.
moderation-will-wait = What you say will be written down, and nothing else will happen yet: a second moderator has to say the same. Where two disagree, a third decides.
moderation-will-then = Once the second has said the same: { $what }
moderation-will-restore = Everything that stands against it will end, and it will be shown as it was.
moderation-will-restore-account = What stands against the account because of this will end: the author may do again what it forbade.
moderation-will-show-again = The score has hidden it, and this shows it again. To keep it out of sight, choose Hide or Remove.
moderation-will-lock = It can still be read, but nobody but staff will be able to reply. The author will get these reasons.
moderation-will-mask-title = Personal data in the title will be replaced by the words “removed: personal data”; the rest can be read, and posts are masked one by one. For personal data only. The author will get these reasons.
moderation-will-mask-name = A neutral name will stand in its place wherever the account is named, until it chooses another one. What others have written into their own posts, quotations too, will stay as it is. The author will get these reasons.
moderation-will-warn = The author will get these reasons as a warning and will be asked to say that they have read it. Nothing will be taken from them; the warning will stand in their record for { $days } days and then end by itself.
moderation-will-count = { $points ->
    [one] It counts 1 point; the warnings that stand add up to { $sum } with it.
   *[other] It counts { $points } points; the warnings that stand add up to { $sum } with it.
}
moderation-will-suggest = From that sum on it is worth considering: { $action }. Nothing happens by itself.
moderation-will-silence = The author will be able to read, but not to write, until the date. They will get these reasons.
moderation-will-suspend = The author will not be able to sign in until the date. They will get these reasons.
moderation-will-ban = The author will not be able to sign in any more. They will get these reasons.
moderation-will-appeal = The author will have { $days } days to appeal, and somebody else will hear it.
moderation-will-reporters = Whoever reported it will hear the outcome.
moderation-will-log = The decision will enter the public log without names.
moderation-fact-about = What it is about
moderation-fact-action = What was done
moderation-fact-ground = Ground
moderation-fact-until = Until
moderation-fact-appeal-until = Appeal until
moderation-fact-heard-until = To be heard by
moderation-fact-reported-as = You reported it as

## Letters

moderation-letter-statement-subject = A decision about what you wrote, and its reasons
moderation-letter-statement-text = The moderation team has decided about something you wrote. This is what was done, and why.
moderation-letter-by-people = A person decided this, not a program.
moderation-letter-automatic = This was done by itself, as the rules of this site say. Moderators have yet to look at it.
moderation-automatic-seen = This was done by itself, as the rules of this site say. Moderators have looked at it since.
moderation-letter-statement-appeal = You can appeal. It costs nothing, and somebody who had no part in the decision hears it.
moderation-letter-statement-read = Please open the statement and confirm that you have read it.
moderation-letter-statement-shut-out = Nobody can sign in to your account now. The link works without that; keep it to yourself.
moderation-letter-statement-link = Read the statement and appeal
moderation-letter-lifted-subject = A decision about what you wrote was taken back
moderation-letter-lifted-text = The moderation team has taken back a decision about something you wrote. It no longer stands.
moderation-letter-appeal-received-subject = Your appeal has arrived
moderation-letter-appeal-received-text = { $days ->
    [one] Your appeal is with us. Somebody who had no part in the decision hears it and answers within 1 day.
   *[other] Your appeal is with us. Somebody who had no part in the decision hears it and answers within { $days } days.
} This is what you wrote:
moderation-letter-appeal-against = This is what your appeal is against:
moderation-letter-appeal-link = Read the reasons and how your appeal stands
moderation-letter-appeal-decided-subject = An appeal was decided
moderation-letter-appeal-upheld = The appeal was heard by somebody who had no part in the decision. The decision stands, for this reason:
moderation-letter-appeal-partly = The appeal was heard by somebody who had no part in the decision. It is right in part: the measure stands until it has been decided anew. The reason:
moderation-letter-appeal-overturned = The appeal was heard by somebody who had no part in the decision. The decision was overturned, and everything it did is undone. The reason:
moderation-letter-appeal-over = The decision that you appealed against no longer stands: the moderation team has taken it back, or another decision stands in its place. Your appeal is closed with that; the other decision can be appealed as well.
moderation-letter-outcome-subject = What became of your report
moderation-letter-outcome-agreed = Thank you for your report. A moderator has looked at it and done something about it.
moderation-letter-outcome-kept = Thank you for your report. A moderator has looked at it and found no breach of the rules, or an appeal has overturned what was done.
moderation-letter-outcome-link = Your reports
moderation-preview-ground = Undisclosed interest
moderation-preview-facts = The post names a price that is only given under your name. If you have a tie to the clinic, please say so; the post can then return with a label.
moderation-preview-appeal = I have no tie to the clinic. The price stands on its public list.

## Pages

footer-moderation-log = What we removed, and why
menu-queue = Queue
menu-appeals = Appeals
menu-moderation-log = Moderation log
moderation-pages = Pages of this list
moderation-done-reported = your report is with the moderation team. You will hear what becomes of it.
moderation-done-decided = the decision stands, and everybody it concerns is told.
moderation-done-several = all of them went through, and everybody they concern is told; what takes two waits for the second.
moderation-done-appealed = your appeal is with somebody who had no part in the decision.
moderation-done-heard = the appeal is decided, and everybody it concerns is told.
moderation-done-claimed = the item is yours for a quarter of an hour.
moderation-done-released = the item is free again.
moderation-done-spoken = what you said is written down. A second moderator has to say the same before it is done.
moderation-done-acknowledged = you have read the warning. It is not shown at the top any more.
moderation-kind-post = Post
moderation-kind-thread = Thread
moderation-kind-review = Review
moderation-kind-profile = Account
moderation-item-all = All
moderation-item-flag = Reported
moderation-item-first-post = First post
moderation-item-sign-up = New account
moderation-why-sign-up = New account: its name advertises, or its form came back in a moment
moderation-item-review = First review
moderation-item-held-review = Held review
moderation-item-hidden-review = Hidden review
moderation-item-appeal = Appeal
moderation-item-again = To be decided anew
moderation-flag-open = Waiting
moderation-flag-agreed = Agreed
moderation-flag-disagreed = No breach
moderation-statement-in-force = Stands
moderation-statement-appealed = An appeal is being heard
moderation-statement-upheld = Confirmed on appeal
moderation-statement-partly = To be decided anew
moderation-statement-overturned = Overturned
moderation-statement-lifted = Taken back
moderation-statement-replaced = Replaced by a later decision
moderation-statement-over = Over: its date has come
moderation-outcome-upheld = The decision stands
moderation-outcome-upheld-hint = Nothing of it changes.
moderation-outcome-overturned = Overturned
moderation-outcome-overturned-hint = Everything the decision did is undone.
moderation-outcome-partly = Right in part
moderation-outcome-partly-hint = The measure stands until one of you decides anew.

moderation-report-title = Report this
moderation-report-lede = Tell the moderation team what is wrong. They are patients like you, and a person reads every report.
moderation-report-text = What should we know?
moderation-report-text-hint = Which words are meant, and why. Only the moderation team reads this.
moderation-report-take-action = Something should be done at once
moderation-report-what-follows = We keep what is there now, decide, and tell you the outcome. The author does not learn who reported it.
moderation-report-send = Send report
moderation-reports-title = My reports
moderation-reports-lede = What you reported, and what became of it.
moderation-reports-none = You have reported nothing
moderation-reports-none-text = Under every post there is a link to report it.
moderation-report-now = First: { $before }. Now: { $now }
moderation-statements-title = Decisions about what you wrote
moderation-statements-lede = Each with its reasons, and with the way to appeal.
moderation-statements-none = There was no decision about your words
moderation-statements-none-text = If there ever is one, its reasons are here and in a letter.

moderation-queue-title = Queue
moderation-queue-lede = { $count ->
    [0] Nothing waits.
    [one] 1 item waits.
   *[other] { $count } items wait. Pressing things come first, then the oldest.
}
moderation-queue-decided = { $count ->
    [one] 1 item is decided.
   *[other] { $count } items are decided.
}
moderation-queue-kinds = Kinds of items
moderation-queue-none = Nothing waits here
moderation-queue-none-text = New reports appear at the end of the list, pressing ones at its top.
moderation-queue-spoken = { $count ->
    [one] You have spoken on 1 item
   *[other] You have spoken on { $count } items
}
moderation-queue-spoken-text = There is nothing left for you to do here: another moderator decides.
moderation-queue-claims = { $count ->
    [one] 1 claim waits
   *[other] { $count } claims wait
}
moderation-queue-claims-text = Who says that they are a physician or work for a clinic. They are decided beside the proposals:
moderation-several-mark = Mark: { $title }
moderation-several-title = Decide those marked
moderation-several-text = Mark up to 20 items whose words you have read. Each is taken and decided by itself, as it is listed here: what has changed meanwhile, is with somebody else or is not yours to decide is left as it is, and you are told which.
moderation-several-what = What is done with each of them. Each restriction can be appealed.
moderation-several-explanation-hint = One text for all of them. Facts, not guesses about the person. Sent as “moderation team”.
moderation-several-decide = Decide all that are marked
moderation-several-came = { $done } of { $count } went through
moderation-several-waits = Waits for a second
moderation-several-refused = Refused
moderation-several-review = { $post } Of a review: { $review }
moderation-reports-and-score = { $count ->
    [0] no report
    [one] 1 report, score { $score }
   *[other] { $count } reports, score { $score }
}
moderation-urgent = Urgent
moderation-yours-until = Yours until { $time }
moderation-yours = Yours until
moderation-taken = Taken by another
moderation-taken-until = Somebody else is reading this until { $time }. You can decide nevertheless; they will find it decided.
moderation-conflict = You have a part in this. Another decides.
moderation-keys = Keys
moderation-keys-title = Keys of the queue
moderation-keys-next = the next item
moderation-keys-previous = the item before
moderation-keys-first = the first item, and on through the list; Enter opens it
moderation-keys-back = back through the list
moderation-keys-mark = mark the item to be decided with others, or take the mark away
moderation-keys-take = take the item, or give it back
moderation-keys-choose = choose what to do, in the order of the form
moderation-keys-help = these keys
moderation-keys-fields = A key does nothing while a field has the focus: press Escape to leave the field first.
moderation-keys-single = Single keys do something
moderation-keys-access = Without scripts, and when single keys are off, j, k and c are access keys: press Alt with them, in Firefox Alt and Shift. Every key has a button, a link or a box.
moderation-keys-close = Close
moderation-item-title = { $kind }: { $title }
moderation-heading-reported = { $count ->
    [one] A reader reports: { $reasons }
   *[other] { $count } readers report: { $reasons }
}
moderation-heading-decided = Decided: { $action }
moderation-heading-upheld = Confirmed on appeal: { $action }
moderation-heading-overturned = Overturned on appeal, and undone: { $action }
moderation-heading-partly = Stands until it is decided anew: { $action }
moderation-heading-over = No longer in force: { $action }
moderation-heading-heard = Appeal: { $outcome }
moderation-because-first-post = It waits here because it is the first post of a new account and has a link or a picture in it, or was written within moments. It can be read meanwhile.
moderation-because-sign-up = It waits here because the name of this new account advertises something, or because its form came back within moments. The account may do what all others may meanwhile.
moderation-because-review = It waits here because it is the first review of a new account and nothing proves it. Nobody else reads it yet; if nobody decides in time, it appears by itself.
moderation-because-held-review = It waits here because it is held: nobody reads it until the hold ends, or until you decide.
moderation-because-hidden-review = It waits here because it is hidden for something that could harm somebody, and two moderators decide what becomes of it.
moderation-because-appeal = It waits here because somebody has appealed against a decision about it. Whoever had no part in that decision hears the appeal.
moderation-because-again = It is back because an appeal found the decision about it right only in part. That decision stands until one of you decides anew; the new one takes its place.
moderation-withdrawn = Its author has taken this review back: nobody reads it any more, and there is nothing left to mask, hold, hide or remove. Its words are kept here only until this is decided. Whoever reported it waits for an answer.
moderation-open = { $count ->
    [one] 1 open
   *[other] { $count } open
}
moderation-place = { $number } of { $count }
moderation-position = Place in the queue
moderation-queue-all = All items
moderation-previous = Previous
moderation-following = Next
moderation-version = version { $number }
moderation-take = Take it
moderation-give-back = Give back
moderation-snapshot = As it was
moderation-snapshot-gone = These words are no longer kept: their author took them back.
moderation-snapshot-then = As it was when this was reported
moderation-why-score = Why it scores { $score }
moderation-report-and-sum = Report and its arithmetic
moderation-sum = Sum
moderation-sum-base = { $number } base
moderation-sum-trust = { $number } trust level
moderation-sum-accuracy = { $number } accuracy ({ $agreed } of { $decided } agreed)
moderation-sum-reason = { $number } reason
moderation-sum-action = { $number } asked to act at once
moderation-arithmetic-party = a party to it: read, and never counted
moderation-score-line = Score. A post is hidden by itself from { $score } on, if several people reported it.
moderation-score-alone = Score. Whatever it is, only people decide whether this is shown.
moderation-author = The author
moderation-author-name = Name
moderation-author-since = Here since
moderation-author-points = Points of the warnings that stand
moderation-author-suggested = Worth considering
moderation-earlier = Decided about this elsewhere
moderation-earlier-none = Nothing.
moderation-by-itself = done automatically
moderation-decide = Decide
moderation-decide-what = You may do these things with this item. Each restriction can be appealed.
moderation-ground-none = The reason of the report
moderation-ground-reported = The reason of the report: { $reason }
moderation-ground-choose = Please choose
moderation-grounds-all = For whatever you choose to do
moderation-grounds-not-for = Not for: { $actions }
moderation-wrong-ground = This ground does not fit what you chose to do. The list of grounds says what each is not for.
moderation-wrong-hours = A hold cannot be that long. Choose a shorter time, or the usual one.
moderation-wrong-outcome = Choose how you decide the appeal.
moderation-wrong-reason = Choose a reason.
moderation-wrong-answer = Write the reasons: both sides read them.
moderation-wrong-appeal = Say why it should be decided otherwise.
moderation-explanation = What the author will read
moderation-explanation-kept = What stays with this item
moderation-explanation-sent = What the author reads
error-explanation-required = Say in words what it is: the ground you chose says nothing by itself.
moderation-explanation-hint = Facts, not guesses about the person. Sent as “moderation team”.
field-hours = { moderation-hours-label }
moderation-hours-label = How long
moderation-hours-hint = For silence and suspension.
moderation-hours-hint-hold = For silence, suspension and a hold. A hold lasts { $days } days at the most; one that is made longer counts from its end.
moderation-hours-usual = The usual time: { $sanction }
moderation-hours-usual-hold = The usual time: { $hold } for a hold, { $sanction } for the others
moderation-hours-not-hold = { $days }, not for a hold
moderation-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
moderation-passage-unknown = Passage { $n } is not in the text. Copy it exactly.
moderation-passages = What to mask
moderation-passages-hint = One passage on each line, as it stands in the text. Left empty: e-mail addresses and telephone numbers; where there are none, everything.
moderation-takes-two = Two moderators decide
moderation-takes-two-text = It stays hidden until two of you say the same. Where two disagree, a third decides. What two have removed comes back only by an appeal.
moderation-takes-two-removal = It is hidden, and only two of you who say the same remove it for good; then it comes back only by an appeal.
moderation-two-until = Two must have agreed by { $time }.
moderation-held-until = Held until { $time }.
moderation-overdue-since = Overdue: two should have agreed by { $time }. It stays hidden, and first in the queue, until they have.
moderation-waits-for-second = One moderator has spoken; this waits for a second.
moderation-you-spoke = You have spoken; this waits for somebody else.
moderation-to-preview = See what will happen
moderation-hear = To the appeal
moderation-decided = Decided here
moderation-decided-until = until { $time }
moderation-preview-title = { $action }: what will happen
moderation-what-happens = What will happen
moderation-masked-text = What remains
moderation-not-yet = Not yet

moderation-fact-since = Since
moderation-fact-state = State
moderation-fact-acknowledged = Read by its receiver
moderation-told-no-breach = No breach
moderation-told-restore = Measures taken back
moderation-told-mask = Masked
moderation-told-hide = Hidden
moderation-told-hold = Held
moderation-told-remove = Removed
moderation-told-lock = Locked
moderation-told-warn = A warning
moderation-told-silence = Silenced
moderation-told-suspend = Suspended
moderation-told-ban = Closed for good
moderation-notice-warn = The moderation team has warned you: { $ground }. Please open the statement and confirm that you have read it.
moderation-notice-silence = You can read, but not write, until { $until }: { $ground }.
moderation-statement-title = Statement of reasons
moderation-statement-lede = What the moderation team decided about something you wrote, why, and how to appeal.
moderation-statement-why = The reasons
moderation-statement-what = What it is about
moderation-statement-place = See its place
moderation-statement-newer = What was decided in its place, with the reasons
moderation-statement-name = A neutral name stands in its place. You may choose another one at any time:
moderation-statement-fields = The fields of the European transparency database
moderation-acknowledge-text = This is a warning. Please say that you have read it; nothing else is asked of you. You can still appeal.
moderation-acknowledge = I have read this
moderation-appeals-of = Appeal
moderation-appeals-of-none = Nobody has appealed.
moderation-appeal-reason = The answer:
moderation-appeal-due = The appeal has arrived and is heard by { $day }.
moderation-appeal-open = Waiting
moderation-appeal-overdue = Late
moderation-appeal-replaced = Closed: replaced by a later decision
moderation-appeal-this = Appeal
moderation-appeal-title = Appeal against a decision
moderation-appeal-lede = { $days ->
    [one] Somebody who had no part in the decision hears it within 1 day. It costs nothing.
   *[other] Somebody who had no part in the decision hears it within { $days } days. It costs nothing.
}
moderation-appeal-text = Why should it be decided otherwise?
moderation-appeal-text-hint = What was overlooked or misunderstood. Each side can appeal once.
moderation-appeal-send = Send appeal
moderation-appeals-title = Appeals
moderation-appeals-lede = Whoever decided first, wrote it or reported it does not hear the appeal.
moderation-appeals-none = No appeal waits
moderation-appeals-none-text = New ones appear at the end of the list.
moderation-appeals-which = Which appeals
moderation-appeals-waiting = Waiting
moderation-appeals-heard = Heard
moderation-appeals-none-heard = No appeal was heard yet
moderation-appeals-none-heard-text = Each is here with its outcome once it was heard.
moderation-another-hears = You had a part in this. Another hears it.
moderation-another-heard = You had a part in this. Another heard it.
moderation-hearing-title = An appeal to hear. { $what }
moderation-hearing-heard = An appeal that was heard: { $outcome }. { $what }
moderation-hearing-came = What it came to
moderation-appeal-says = What the appeal says
moderation-hearing-outcome = Your decision
moderation-hearing-reason-hint = Both sides read this. Sent as “moderation team”.
moderation-hearing-send = Decide the appeal

moderation-log-title = What we removed, and why
moderation-log-lede = Every decision of the moderation team, without names and without the words it was about.
moderation-log-none = Nothing was decided yet
moderation-log-none-text = Decisions appear here at once.
moderation-log-entries = Decisions
moderation-log-when = When
moderation-log-after = What became of it
moderation-log-undone = It is no longer in force.
moderation-log-automatic = The site did this by itself, by its rules.
moderation-log-upheld = An appeal confirmed it.
moderation-log-overturned = An appeal overturned it.
moderation-log-partly = An appeal found it right only in part, and it is decided anew.
moderation-log-what-post = A post
moderation-log-what-thread = A thread
moderation-log-what-review = A review
moderation-log-what-profile = An account
moderation-log-who-post = Whoever wrote a post
moderation-log-who-thread = Whoever opened a thread
moderation-log-who-review = Whoever wrote a review
moderation-log-who-profile = Whoever uses an account
moderation-logged-no-breach = { $what } was looked at and broke no rule.
moderation-logged-restore = { $what } was decided again, and what stood against it was taken back.
moderation-logged-mask = { $what } was masked in part.
moderation-logged-hide = { $what } was hidden.
moderation-logged-hold = { $what } was held.
moderation-logged-remove = { $what } was removed.
moderation-logged-lock = { $what } was locked.
moderation-logged-warn = { $what } was warned.
moderation-logged-silence = { $what } was silenced for a while.
moderation-logged-suspend = { $what } was suspended for a while.
moderation-logged-ban = { $what } was excluded for good.
moderation-log-counts = How often, by rule
moderation-log-count = Number
moderation-log-figures = The same in numbers: how much, how fast, and what appeals overturned

moderation-figures-title = Moderation in numbers
moderation-figures-period = From { $from } to { $until }, days by UTC.
moderation-figures-lede = The numbers change once a day, at midnight.
moderation-figures-periods = Periods
moderation-figures-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
moderation-figures-fast = How fast it is decided
moderation-figures-median = Half of all within
moderation-figures-p90 = Nine in ten within
moderation-figures-hours = { $hours } hours
moderation-figures-in-days = { $days } days
moderation-figures-percent = { $percent } %
moderation-figures-timed = { $count ->
    [0] Nothing was decided in these days.
    [one] From coming into the queue to the decision of a person; computed from 1 decision.
   *[other] From coming into the queue to the decision of a person; computed from { $count } decisions, the newest.
}
moderation-figures-many = How much
moderation-figures-waiting-before = In the queue at the beginning
moderation-figures-received = Came into the queue
moderation-figures-came-back = Came back to it: appeals, what is held, hidden or decided anew
moderation-figures-decided = Of what came in: decided by people
moderation-figures-closed = Of what came in: closed without a decision of its own (time over, proved, withdrawn, or decided with another item)
moderation-figures-settled = Of what came back: settled
moderation-figures-waiting = In the queue at the end
moderation-figures-sum = What was there, came in and came back, less what was decided, closed or settled, is in the queue at the end.
moderation-figures-automated = Done by scores until somebody had looked
moderation-figures-appeals = Appeals
moderation-figures-appealed = Made
moderation-figures-heard = Heard
moderation-figures-upheld = The decision stood
moderation-figures-partly = Right in part
moderation-figures-overturned = Overturned
moderation-figures-overturn-rate = Overturned of those heard
moderation-figures-reasons = Reports by reason
moderation-figures-reason = Reason
moderation-figures-reported = Reported
moderation-figures-agreed = Agreed
moderation-figures-disagreed = No breach
moderation-figures-none = Nothing was reported in these days
moderation-figures-none-text = Choose a longer period.
moderation-figures-json = These numbers as JSON

## What holds here
footer-transparency = Moderation in numbers
rules-title = Rules
rules-lede = What holds for everybody who writes here, and what follows when somebody does not keep to it.
rules-forum = In the forum
rules-forum-text = Write about what you know and to the person you answer. Whatever is one of these may be reported by anybody, and moderators decide about it:
rules-reviews = Reviews
rules-reviews-text = A review is your own experience, in at least { $least } characters, and says how you know. One that nothing proves is shown with this word and changes no rating.
rules-reviews-ties = Whoever answers for a physician or a clinic, or declared a tie to them, reviews neither them nor their colleagues. Ties that exclude nobody are shown beside the review.
rules-reviews-held = A first review that nothing proves waits for a moderator; when nobody has decided, it appears by itself after { $queue ->
    [one] one day
   *[other] { $queue } days
}. A hold ends by itself after { $hold ->
    [one] one day
   *[other] { $hold } days
}, once as much later where a second moderator says so; what could harm somebody is then hidden instead of shown.
rules-reviews-removed = No review is ever removed for its stars, and nobody can pay for it. These are the only grounds for removing one that is not hidden:
rules-reviews-how = How ratings are computed
rules-decisions = What follows
rules-hiding = Reports by at least { $people } people can hide a post until a moderator has looked; it is shown again if nothing is wrong.
rules-two = Personal data is masked where that is enough. A review that is hidden goes for good only when two moderators say the same: on one of the grounds for removing it, or for what it was hidden for: personal data, a threat, or something illegal.
rules-warnings = Accounts are warned, silenced, suspended or banned, each with its reasons. A warning stands for { $days } days and then ends by itself.
rules-appeals = Everybody who is restricted reads why, and can appeal within { $days } days. Somebody who had no part in the decision decides within { $decided } days.
privacy-title = Privacy
privacy-lede = What we keep of whom, until when, and who reads it. The numbers are those by which the site itself forgets.
privacy-kept = What is kept
privacy-account = Your account
privacy-account-text = Address, chosen name, password as a fingerprint that cannot be read back, and the consents you gave; where you sign in with a second factor, its secret, encrypted. Your address is shown to admins only. An account whose address is never confirmed is deleted after { $days } days.
privacy-sessions = Signing in
privacy-sessions-text = When and with what kind of browser you are signed in, for { $days } days at most, and { $kept } days more to recognise a stolen session.
privacy-addresses = The address of your connection
privacy-addresses-text = Only so that limits work: at most about { $hours } hours. It is written into no log.
privacy-requests = Repeated requests
privacy-requests-text = The answer to a form or a request is kept for { $hours } hours, so that sending it twice does nothing twice.
privacy-drafts = Drafts
privacy-drafts-text = Until you delete or publish them, or { $days } days after you last saved them.
privacy-posts = Posts
privacy-posts-text = Public until you delete them. A deleted post is shown to readers no more; its number stays, so that answers still make sense, and its words are kept out of sight.
privacy-reviews = Reviews
privacy-reviews-text = Public until you withdraw them. Then the text is erased; a line that a review was withdrawn stays, and so does the count; moderators keep a copy of what was reported or decided, out of sight, until it is decided and the { $days } days for an appeal are over.
privacy-proofs = Documents that prove a review
privacy-proofs-text = Stored encrypted, opened only by officers. Their key is destroyed { $months } months after the last was added or decided.
privacy-complaints = Complaints and their evidence
privacy-complaints-text = Your account is read by the case officers, the board, the panel, you and – with your consent – the clinic; your files, which are stored encrypted, are not given to the clinic. What is answered through a link in a letter is kept with the case. There is no day yet on which a closed case is forgotten.
privacy-reports = Reports and appeals
privacy-reports-text = What you report or appeal against, with your words and a copy of what it is about: read by moderators, those who decide appeals, auditors and admins. There is no day yet on which they are forgotten; only the copy of a review that was withdrawn goes.
privacy-ties = Ties
privacy-ties-text = What ties you to a physician or a clinic, as you declared it or as a review or a complaint shows it: read by you alone, and used to see what you may not judge. One that you take back stays on record. There is no day yet on which ties are forgotten.
privacy-claims = Claims to a profile
privacy-claims-text = What you write to show that a profile is yours: read by you and the credentialing officers. There is no day yet on which claims are forgotten.
privacy-applications = Applications for membership
privacy-applications-text = Names and e-mail addresses of colleagues and former patients whom applicants name, and what these answer through a link in a letter: read by the credentialing officers and the board, the answers also by the reviewers, without names. There is no day yet on which they are forgotten.
privacy-inspections = Evidence of inspections
privacy-inspections-text = Files and photos from a clinic, stored encrypted: read by its inspectors and the case officers, never by the clinic. There is no day yet on which they are forgotten.
privacy-decisions = Decisions and their proof
privacy-decisions-text = Each leaves an entry for the ledger, which holds fingerprints, not what you wrote. Entries are never deleted; the fingerprint of words that were erased confirms no guess about them.
privacy-letters = Letters
privacy-letters-text = What the site wrote to you stays with it. There is no day yet on which letters are forgotten.
privacy-rights = Your rights
privacy-rights-text = To see or correct what we keep, to have a copy of it, to take a consent back or to close your account, write to the operator. There is no button for it yet.
privacy-nobody = No page loads anything from others, measures you or shows advertising. The cookies are those that keep you signed in and remember your language.
legal-title = Legal notice
legal-lede = Who answers for this site.
legal-name = Operator
legal-address = Address
legal-email = E-mail
legal-none = Not filled in yet
legal-none-text = The operator of this site has not entered a name and an address.
error-action-required = Choose what to do.
