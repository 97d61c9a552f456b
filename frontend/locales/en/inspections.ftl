# Inspections

## Words

inspections-state-planned = Planned
inspections-state-notified = Announced
inspections-state-visiting = Visit under way
inspections-state-evidence-locked = Evidence locked
inspections-state-drafting = Draft sent back
inspections-state-quality-check = With the quality reader
inspections-state-factual-check = With the clinic for its facts
inspections-state-deciding-points = Points being decided
inspections-state-ready = Ready to publish
inspections-state-published = Published
inspections-state-follow-up = Actions under way
inspections-state-closed = Closed
inspections-state-refused = Refused by the clinic
inspections-state-aborted = Broken off
inspections-state-suspended-for-safety = Stopped for safety
inspections-state-superseded = Replaced by a newer report

inspections-kind-announced = Announced
inspections-kind-impromptu = Without notice

inspections-rating-outstanding = Outstanding
inspections-rating-good = Good
inspections-rating-requires-improvement = Requires improvement
inspections-rating-inadequate = Inadequate
inspections-rating-insufficient-evidence = Insufficient evidence
inspections-rating-refused = Refused by the clinic
inspections-rating-not-rated = Not rated

inspections-score-1 = 1 – significant shortfall
inspections-score-2 = 2 – some shortfall
inspections-score-3 = 3 – meets the standard
inspections-score-4 = 4 – exceeds the standard
inspections-score-na = Does not apply
inspections-score-not-seen = Not seen

inspections-next-visit = Visit
inspections-next-evidence-lock = Evidence is locked
inspections-next-draft = Draft
inspections-next-interim-notice = Interim notice
inspections-next-resumption = The visit goes on
inspections-next-quality-check = Quality check, and publication by then
inspections-next-factual-check = The clinic’s comments on the facts
inspections-next-points = Points decided
inspections-next-publication = Publication
inspections-next-actions = Actions
inspections-next-next-inspection = Next inspection

inspections-overdue-visit-missed = The visit has not begun
inspections-overdue-lock-missed = The evidence is not locked
inspections-overdue-draft-missed = The draft is not written
inspections-overdue-interim-notice-missed = The interim notice was not given
inspections-overdue-points-missed = The clinic’s points are not decided
inspections-overdue-publication-missed = The report is not published

inspections-point-accepted = Accepted
inspections-point-rejected = Rejected
inspections-point-open = Not decided yet

## The forum thread

inspections-thread-category = Clinic inspections
inspections-thread-title = Inspection of { $clinic }, { $city }: { $rating }
inspections-thread-body =
    Inspectors visited { $clinic } in { $city } on { $day }. The rating is **{ $rating }**.

    The whole report, with every item, the clinic’s answer and what has to be done: { $address }

inspections-thread-body-not-rated =
    Inspectors visited { $clinic } in { $city } on { $day }. Too little could be seen to rate the clinic as a whole.

    The whole report, with every item, the clinic’s answer and what has to be done: { $address }

## Letters

inspections-letter-link = Open the inspection
inspections-letter-regards = With kind regards, the inspectors
inspections-letter-fact-clinic = Clinic
inspections-letter-fact-state = State
inspections-letter-fact-next = Next date
inspections-letter-fact-rating = Rating
inspections-letter-fact-next-visit = Next inspection by

inspections-letter-notification-subject = Inspection of { $clinic } on { $visit }
inspections-letter-notification-text = Inspectors of the coalition will visit { $clinic } on { $visit }. At least two come, and at least one is not a physician.
inspections-letter-notification-prepare = Please have ready: the sterilisation log, the staff list with licences, the consent forms in use, the records of the last 20 cases, and your own complaint log. Nothing has to be sent before.
inspections-letter-notification-rights = You will get the hash of every file that is taken as evidence, the draft before it is published, and ten working days to say what is wrong in it. Your answer is published word for word.

inspections-letter-inventory-subject = Evidence of the inspection is locked: { $files ->
        [0] no files
        [one] 1 file
       *[other] { $files } files
    }
inspections-letter-inventory-text = The evidence of the visit of { $visited } is locked. No score and no file can be changed from now on; what comes later is marked as late.
inspections-letter-inventory-check = Each line is the item and the SHA-256 of the file’s content. With it anybody can prove later that a file is the one that was taken.
inspections-letter-inventory-none = No files were taken.

inspections-letter-draft-waits-subject = A draft waits for your check: { $clinic }
inspections-letter-draft-waits-text = The draft of the report on { $clinic } is written. You were not at the visit: please read it, then pass it on to the clinic or send it back with your notes.

inspections-letter-draft-returned-subject = The draft on { $clinic } came back
inspections-letter-draft-returned-text = The quality reader has sent the draft of the report on { $clinic } back, with these notes:
inspections-letter-draft-returned-how = Of a draft only “In short” can still be changed: scores and findings are locked.

inspections-letter-draft-subject = Please check the facts of your inspection by { $due }
inspections-letter-draft-text = This is the draft of the report on { $clinic }. It is not published, and nobody else can read it.
inspections-letter-draft-how = Please tell us by { $due } what is wrong in the facts, item by item. If we hear nothing, we take it that the facts are right. An officer who was not at the visit decides each of your points and gives the reason; what changes is published.
inspections-letter-draft-claim = Comments are made on our site by an account that answers for the clinic. Whoever has it opens the inspection below; if there is none yet at your clinic, ask for it here: { $claim }

inspections-letter-draft-reminder-subject = The facts of your inspection: please answer by { $due }
inspections-letter-draft-reminder-text = We have not heard from you about the draft of your report. You can comment on its facts until { $due }; after that the report goes on as it is.

inspections-letter-points-wait-subject = The points of { $clinic } wait for your decision
inspections-letter-points-wait-text = The clinic says that something in the draft of its report is wrong. You were not at the visit: please accept or reject each point by { $due }. Your reasons are published with the report.

inspections-letter-ready-subject = The report on { $clinic } can be published
inspections-letter-ready-text = The factual check of the report on { $clinic } is over, and no point is left to decide. The report is yours to publish.

inspections-letter-points-decided-subject = Your points about the inspection are decided
inspections-letter-points-decided-text = An officer who was not at the visit has decided each of your points. The report is published next, with what changed.
inspections-letter-points-decided-changed = The score was “{ $before }” and is now “{ $after }”.
inspections-letter-points-decided-same = The score stays: “{ $score }”.
inspections-letter-points-decided-finding = The finding now reads: “{ $finding }”.

inspections-letter-published-subject = The report on { $clinic } is published: { $rating }
inspections-letter-published-text = The report of the visit of { $visited } is public now, with a thread in the forum.
inspections-letter-published-actions = These actions are asked of you. Please tell us when one is done, by answering this letter:
inspections-letter-published-answer = If you have not answered yet, your answer of up to 5,000 characters is added to the report word for word.

inspections-letter-action-reminder-subject = An action is due on { $actiondue }: { $item }
inspections-letter-action-reminder-text = After your inspection one action is still open: { $item }. It is due on { $actiondue }.

inspections-letter-action-overdue-subject = An action is overdue: { $item }
inspections-letter-action-overdue-text = The action on { $item } was due on { $actiondue } and is not completed. The report says so in public.

inspections-letter-refused-subject = The inspection of { $clinic } was refused
inspections-letter-refused-text = Our inspectors were not let in. That an inspection was refused becomes public within two days and is a matter for the coalition.

inspections-letter-aborted-subject = The inspection of { $clinic } was broken off
inspections-letter-aborted-text = The inspection is over without a report. The reason:

inspections-letter-interim-notice-subject = Interim notice: danger found at { $clinic }
inspections-letter-interim-notice-text = The visit of { $visited } was stopped because of a danger to patients or staff. Please act on it at once:

inspections-letter-step-overdue-subject = Overdue: { $clinic }
inspections-letter-step-overdue-text = { $step }. The clock has written down that its date has passed; the work goes on all the same.

inspections-letter-next-due-subject = An inspection of { $clinic } is due
inspections-letter-next-due-text = The last inspection of { $clinic } asked for the next one by { $nextvisit }.

## Pages

inspections-title-planned = A visit to { $clinic } is planned
inspections-title-notified = { $clinic } knows of the visit
inspections-title-visiting = The visit to { $clinic } is under way
inspections-title-suspended-for-safety = The visit to { $clinic } stands still for safety
inspections-title-evidence-locked = The evidence on { $clinic } is locked, the draft is next
inspections-title-drafting = The draft on { $clinic } came back to its inspectors
inspections-title-quality-check = The draft on { $clinic } is with the quality reader
inspections-title-factual-check = It is the turn of { $clinic } to check the facts
inspections-title-deciding-points = An officer decides the points of { $clinic }
inspections-title-ready = The report on { $clinic } can be published
inspections-title-published = { $clinic } was inspected
inspections-title-follow-up = { $clinic } was inspected
inspections-title-closed = { $clinic } was inspected
inspections-title-superseded = { $clinic } was inspected
inspections-title-refused = { $clinic } refused the inspection
inspections-title-aborted = The inspection of { $clinic } was broken off
inspections-title-outstanding = { $clinic } is outstanding
inspections-title-good = { $clinic } is good
inspections-title-requires-improvement = { $clinic } requires improvement
inspections-title-inadequate = { $clinic } is inadequate
inspections-title-insufficient-evidence = Too little could be seen at { $clinic }
inspections-title-not-rated = { $clinic } was inspected and not rated
inspections-progress = { $count ->
        [one] { $done } of 1 item is scored
       *[other] { $done } of { $count } items are scored
    }
inspections-progress-next = Score { $item } next
inspections-published-title = Published inspections
inspections-published-lede = Two inspectors visit a clinic, score 35 items against a public checklist, and publish what they found with the clinic’s answer.
inspections-published-none = No report yet
inspections-published-none-text = Reports appear here the moment they are published, whatever they say.
inspections-rated = Rating
inspections-item-next = Save, and score { $item } next
inspections-item-to = Item { $item }
inspections-score-open = not scored
inspections-report-crumb = Inspection
inspections-report = Report
inspections-overall = Overall rating:
inspections-lede-planned = { $kind }, planned for { $day }.
inspections-lede-visited = { $kind }, visited on { $day }.
inspections-lede-published = { $kind }, visited on { $visited }, published on { $published }.
inspections-acts-title = What you can do now
inspections-decide-point = Decide point { $number }: { $item }
inspections-reason-title = The reason
inspections-summary-title = In short
inspections-summary-stays = No decision changes this text. If yours makes a part of it untrue, please say so in your reason, which is published.
inspections-summary-outdated = “In short” was written before a point changed the score of { $items }, and stays as it is. Where it is no longer true, a correction can say so as soon as the report is public.
inspections-notes-title = The quality reader’s notes
inspections-notes-redrafted = The quality reader’s notes of { $day }; the draft was written anew since
inspections-notes-passed = The quality reader’s notes of { $day }; the draft has passed
inspections-domains-title = { $count ->
        [one] One domain
       *[other] { $count } domains
    }, { $percent } overall
inspections-domains-unrated = { $count ->
        [one] One domain
       *[other] { $count } domains
    }, not rated as a whole
inspections-domains-caption = The marks in the bars stand at 38.5, 62.5 and 87.5 %, where one rating ends and the next begins.
inspections-domain = Domain and rating
inspections-percent = Percent
inspections-domain-all-seen = all that applies was seen
inspections-domain-seen = { $percent } of what applies was seen, by weight
inspections-domain-capped = { $band } by percent, capped by { $items }
inspections-sum = ({ $parts }) ÷ { $count } = { $percent }, which by percent alone is “{ $band }”.
inspections-sum-not-rated = In at least one domain too little was seen, so the whole is not rated.
inspections-cap-one-inadequate = One inadequate domain: at most “requires improvement”.
inspections-cap-two-inadequate = Two inadequate domains: “inadequate”.
inspections-cap-decisive-inadequate = Technique or people are inadequate: the whole is “inadequate”.
inspections-cap-too-few-outstanding = Fewer than two domains are outstanding: at most “good”.
inspections-cap-below-good = A domain is below good: at most “good”.
inspections-critical-title = { $count ->
        [one] One critical item
       *[other] { $count } critical items
    }: { $met } met, { $not } not
inspections-critical-title-open = { $count ->
        [one] One critical item
       *[other] { $count } critical items
    }: { $met } met, { $not } not, { $open } not scored
inspections-critical = critical
inspections-item = Item
inspections-score = Score
inspections-score-none = No score
inspections-how = How we know
inspections-finding = Finding
inspections-finding-hint = What you saw, counted or read; where something falls short, please say it, and how we know. The clinic and everybody will read it.
inspections-short-title = { $count ->
        [0] Nothing fell short
        [one] What fell short: 1 item
       *[other] What fell short: { $count } items
    }
inspections-actions-title = { $count ->
        [one] One action
       *[other] { $count } actions
    }
inspections-actions-how = When one is done, please answer the letter that brought you the report, and say how it can be seen. The lead inspector then writes it down here.
inspections-action-due = Due { $day }
inspections-action-completed = completed on { $day }
inspections-action-done = Done
inspections-action-open = Open
inspections-action-late = Overdue
inspections-action-note = How you know
inspections-action-note-hint = Everybody will read it beside the action.
inspections-action-complete = Completed
inspections-answer-title = The clinic’s answer
inspections-answer-verbatim = Word for word, received on
inspections-answer-waits = It becomes public with the report.
inspections-changes-title = What changed between draft and final report
inspections-changes-lede = { $count ->
        [one] The clinic commented on one point. An officer who was not at the visit decides it.
       *[other] The clinic commented on { $count } points. An officer who was not at the visit decides each.
    }
inspections-changes-lede-decided = { $count ->
        [one] The clinic commented on one point. An officer who was not at the visit decided it.
       *[other] The clinic commented on { $count } points. An officer who was not at the visit decided each.
    }
inspections-draft = Draft
inspections-final = Final
inspections-decision = Decision and reason
inspections-corrections-title = Corrections
inspections-items-title = All { $count } items
inspections-next-title = Next visit due by { $day }
inspections-next-text = A complaint may bring one forward at any time.
inspections-who-title = Who did what
inspections-fact-visits = Will visit
inspections-fact-visited = Visited
inspections-fact-would-visit = Was to visit
inspections-fact-conflicts = Conflicts of interest declared
inspections-fact-locked = Evidence locked
inspections-fact-reader = Quality reader
inspections-fact-points = Factual check
inspections-fact-checklist = Checklist
inspections-fact-next = Next
inspections-team = { $count } inspectors, { $lay } of them not { $lay ->
        [one] a physician
       *[other] physicians
    }
inspections-locked = { $day }, { $count ->
        [0] no files
        [one] 1 file
       *[other] { $count } files
    }
inspections-reader-waits = An inspector who does not visit. No draft has passed the check yet.
inspections-reader-passed = An inspector who did not visit passed the draft on.
inspections-points = { $count ->
        [0] The clinic raised no points.
        [one] The clinic raised 1 point. An officer who did not visit decided it.
       *[other] The clinic raised { $count } points. An officer who did not visit decided them.
    }
inspections-points-open = { $count ->
        [one] The clinic raised 1 point. An officer who did not visit has still to decide it.
       *[other] The clinic raised { $count } points. An officer who did not visit has still to decide { $open } of them.
    }
inspections-checklist = Version { $version }
inspections-files-title = { $count ->
        [0] No files
        [one] 1 file of evidence
       *[other] { $count } files of evidence
    }
inspections-files-show = Show the hashes
inspections-file = File
inspections-file-hint = PDF, JPEG, PNG or WebP.
inspections-file-add = Add the file
inspections-file-at-once = A file is added at once. Please add files first: what is typed below is saved only with its own button.
inspections-file-late-note = The evidence was locked on { $day }. What you add now is marked as late evidence, for everybody to see.
inspections-file-late = late evidence
inspections-before-title = Earlier ratings
inspections-more-title = Read on
inspections-more-clinic = All reports on this clinic
inspections-more-thread = Discuss this report
inspections-back = Back to the inspection
inspections-items-nav = Items
inspections-item-critical = A critical item.
inspections-item-save = Save the score

inspections-will = What happens:
inspections-act-notification = Tell the clinic
inspections-will-notification = The clinic gets a letter with the day of the visit. The visit can begin when the notice is over.
inspections-act-visit = Begin the visit
inspections-will-visit = Scoring is open from now on, and the clocks run.
inspections-act-evidence-lock = Lock the evidence
inspections-will-evidence-lock = At once, and for good: no score, finding or file can be changed after this, an item without a score stays without one, and files that come later are marked as late. The clinic gets the hash of every file.
inspections-open-title = { $count ->
    [one] One item has no score, and stays without
   *[other] { $count } items have no score, and stay without
}
inspections-gaps-title = What the scores do not say
inspections-gap-finding = Scored 1 or 2 without words: { $items }
inspections-gap-how = Without saying how it was seen: { $items }
inspections-gap-late = It is too late to change this: scores and findings are locked. What is left is to say it “In short”.
inspections-lock-bare = Lock all the same: what is scored 1 or 2 without words stays so
inspections-not-yet-told = The visit can begin once the clinic was told and its notice is over.
inspections-not-yet-announced = The visit can begin from { $day } on, when the notice is over.
inspections-not-yet-impromptu = From { $day } on you can begin the visit here, or write down that nobody was let in.
inspections-not-saved = What you typed was not saved
inspections-act-draft = Write the draft
inspections-will-draft = The draft goes to the quality reader.
inspections-words-draft = In short, for everybody
inspections-act-quality-check = Check the draft
inspections-will-quality-check = A draft that passes goes to the clinic for its facts; one that does not goes back to the inspectors with your notes.
inspections-words-quality-check = Notes for the inspectors
inspections-quality-legend = Does the draft pass?
inspections-quality-pass = It passes
inspections-quality-pass-hint = The clinic gets it and has ten working days.
inspections-quality-return = It goes back
inspections-quality-return-hint = Your notes say what is missing. Of a draft only “In short” can still be changed: scores and findings are locked.
inspections-act-factual-check = Check the facts
inspections-will-factual-check = You say what is wrong in the draft, item by item; leave empty what is right. Sending ends the check. With no comment at all the report goes on as it is.
inspections-facts-due = Please answer by { $day }.
inspections-facts-nothing = I have no comment on any item, and the check shall end
inspections-facts-nothing-draft = The check shall end without any comment; my draft is not sent, and is deleted
inspections-facts-in-draft = You have said nothing about any item in this form, and your saved draft is not sent with it. Go on with the draft, or tick this if the check shall end without it.
inspections-facts-beside = You have a draft that is not in this form, saved:
inspections-facts-beside-goes = It is not sent from here, and is deleted when the check ends.
inspections-facts-send = Send and end the check
inspections-act-clinic-answer = Answer
inspections-act-clinic-answer-again = Change your answer
inspections-will-clinic-answer = Your answer is published with the report, word for word, at most 5,000 characters. Until then you can change it; after that nobody can.
inspections-will-clinic-answer-public = The report is public: your answer, at most 5,000 characters, is added to it at once, word for word, and cannot be changed.
inspections-words-clinic-answer = Your answer
inspections-act-publication = Publish
inspections-will-publication = The rating is computed and everybody can read it at once. The report names nobody who visited, but the thread that opens in the forum carries your name. It cannot be taken back.
inspections-will-publication-refused = Everybody can read at once that the clinic refused the inspection, and what happened at the door. There is no rating. It cannot be taken back.
inspections-act-correction = Put a mistake right
inspections-will-correction = Your correction stands beside the report, which stays as it was published.
inspections-words-correction = What was wrong, and what is right
inspections-act-interim-notice = Give the interim notice
inspections-will-interim-notice = The clinic and the coalition get a letter at once.
inspections-words-interim-notice = The danger, and what must be done
inspections-act-resumption = Go on with the visit
inspections-will-resumption = Scoring is open again.
inspections-act-suspension = Stop for safety
inspections-will-suspension = The visit stands still. An interim notice is due within 24 hours.
inspections-words-suspension = What the danger is
inspections-act-refusal = The clinic refuses
inspections-will-refusal = The inspection ends. That it was refused becomes public within two days.
inspections-words-refusal = What happened at the door
inspections-act-abortion = Break off
inspections-will-abortion = The inspection ends without a report.
inspections-words-abortion = The reason
inspections-act-completion = Complete an action
inspections-will-completion = The report says that the action is done.

inspections-point-title = Point { $number }: { $item }
inspections-point-draft = What the draft says
inspections-point-clinic = What the clinic says
inspections-point-legend = Your decision
inspections-point-reason = Reason
inspections-point-reason-hint = Everybody will read it beside the point.
inspections-point-score = Another score
inspections-point-score-hint = Only where you accept the point.
inspections-point-same-score = The score stays
inspections-point-keeps-score = A rejected point keeps its score: choose “The score stays”, or accept the point.
inspections-point-keeps-finding = A rejected point keeps its finding: leave this empty, or accept the point.
inspections-point-finding = Another wording of the finding
inspections-point-decide = Decide
inspections-point-unchanged = The point is accepted, and score and finding stay as they are
inspections-will-point = The point is decided for good: once you have sent it, nobody can change your decision.

inspections-board-title = Inspections
inspections-board-lede-clinic = You read the draft of a report before it is published, and say what is wrong in it.
inspections-board-lede = What is overdue comes first. Nobody but those named in an inspection can see it before it is published.
inspections-board-mine = Where you are named
inspections-board-none = No inspection names you
inspections-board-none-text = When you visit, read a draft or decide points, it stands here.
inspections-board-clinics = Of your clinic
inspections-board-clinics-none = No inspection of your clinic is under way
inspections-board-clinics-none-text = A visit that a letter has told you of stands here, and the draft of its report as soon as you are asked about its facts.
inspections-coming-visit = Inspectors come on { $day }. The letter says what to have ready; there is nothing to do here yet.
inspections-coming-report = The visit began on { $day }. The draft of the report comes to you before it is published.
inspections-coming-draft = A visit took place on { $day }, and the report on it is being written. The draft comes to you before it is published.
inspections-board-turn = Your turn
inspections-board-late = Overdue
inspections-clinic-title = Inspections of { $clinic }
inspections-clinic-lede = Every published report, newest first.
inspections-clinic-back = Back to the clinic

inspections-new-title = Plan an inspection
inspections-new-lede = Whoever plans it leads it, and publishes the report: the thread in the forum then carries your name, while the report names nobody who visited. Nobody else learns of it before publication, but for those you name.
inspections-new-choose = Please choose
inspections-new-kind = Does the clinic know of it?
inspections-kind-hint-announced = Seven days’ notice by letter.
inspections-kind-hint-impromptu = No notice, as agreed at admission.
inspections-new-day = Day of the visit
inspections-new-first-day = The earliest possible day is { $day }.
inspections-new-not-past = Choose today or a later day.
inspections-new-inspectors = Who visits with you
inspections-new-inspectors-hint = At least one of those who visit must not be a physician.
inspections-new-reader = Quality reader
inspections-new-reader-hint = An inspector who does not visit.
inspections-new-officer = Officer for the clinic’s points
inspections-new-officer-hint = A case officer who does not visit.
inspections-new-conflicts-hint = What ties anybody named here to the clinic; “none” where nothing does. This is published.
inspections-new-plan = Plan it
inspections-new-physician = { $name } (physician)

inspections-done-planned = The inspection is planned.
inspections-done-scored = The score is saved.
inspections-done-file = The file is added and hashed.
inspections-done-late-file = The file is added and hashed. It came after the lock, so it is marked as late evidence.
inspections-done-facts = The factual check is over.
inspections-done-point = The point is decided.
inspections-done-notification = The clinic is told.
inspections-done-visit = The visit has begun.
inspections-done-evidence-lock = The evidence is locked.
inspections-done-draft = The draft is with the quality reader.
inspections-done-quality-check = Your check is recorded.
inspections-done-factual-check = The factual check is over.
inspections-done-clinic-answer = Your answer is kept; it stands in the report below.
inspections-done-publication = It is public.
inspections-done-correction = The correction stands beside the report.
inspections-done-interim-notice = The notice is on its way.
inspections-done-resumption = The visit goes on.
inspections-done-suspension = The visit stands still.
inspections-done-refusal = The refusal is recorded.
inspections-done-abortion = The inspection is over.
inspections-done-completion = The action is completed.

## What the fields are called where something is wrong with them

field-visit-on = { inspections-new-day }
error-visit-on-out-of-range = Choose a day that is still to come; an announced visit needs seven days’ notice.
error-without-points-required = You have said nothing about any item. Tick this if the check shall end all the same.
error-without-words-required = Some items are scored 1 or 2 without words. Go back and say what is missing, or tick this if they shall stay so.
error-unchanged-required = You accept the point, but neither score nor finding changes. Choose another score, write another finding, or tick this if it is meant.
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
field-notes = Notes
field-note = { inspections-action-note }
inspections-will-not-rate = There will be no overall rating: too little has a score in { $domains }.
