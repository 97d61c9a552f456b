## First page

forum-home-title = What patients lived through, and how their physicians answered
forum-home-lede = A free community for people who think about hair restoration, go through it, or live with the result. Read everything without an account. No advertising, no paid places.
forum-home-where = Where are you now?
forum-home-thinking = I am thinking about it
forum-home-thinking-text = What to ask, what month 12 really looks like, and when a good physician says no.
forum-home-worried = I had surgery and I am worried
forum-home-worried-text = What others asked and told after theirs, and where you can ask.
forum-home-check = I want to check a physician
forum-home-check-text = Reviews, complaints and inspections on one page.
forum-home-urgent = Fever, spreading redness or strong pain after a procedure?
forum-home-urgent-text = Call your clinic’s emergency number or a doctor now. Read here later.
forum-home-find = Find a physician
forum-home-find-name = Name or clinic
forum-home-find-treatment = Treatment
forum-home-extent = { $physicians ->
    [one] 1 physician
   *[other] { $physicians } physicians
} in { $countries ->
    [one] 1 country
   *[other] { $countries } countries
}.
forum-home-no-paid-place = The order follows the rating we can be sure of at least; nobody can pay for a place.
forum-home-new = What is new
forum-home-talk = In discussion
forum-home-record = On the record
forum-how-title = How it works
forum-how-lede = Four promises, and what stands behind each.
forum-how-write = Patients write
forum-how-write-text = Anyone may publish an experience. You can try to settle it in private first. You never have to.
forum-how-answer = Physicians may answer
forum-how-answer-text = One public reply to each review. They may not reveal who was a patient, and they cannot have a review removed because it is bad.
forum-how-dates = Complaints have dates
forum-how-dates-text = The clinic has { $days ->
    [one] 1 day
   *[other] { $days } days
} to respond. If it misses the date, the clock says so in public, not a person.
forum-how-ledger = Nothing goes quietly
forum-how-ledger-text = Every accountable step leaves an entry in a ledger, even when something is held, removed or withdrawn.
forum-how-posts = What happens to posts
forum-how-posts-text = A post’s number never changes. You can correct it for five minutes without a trace; after that everybody can read what changed. A deleted post keeps its place.
forum-how-people = Who decides
forum-how-people-text = Patients moderate. Case officers run complaints by a fixed table of steps. Whoever decided never hears the appeal.
forum-how-more = More about how it works
forum-how-complain = Start a complaint

## Lists

forum-categories-lede = Choose where to read. Everything can be read without an account.
forum-categories-none = There is no category yet
forum-categories-none-text = An admin opens the first one.
forum-category-below = in { $name }
forum-category-open = Open a category
forum-category-top = At the top
forum-field-category-name = Name
forum-field-category-slug = Address
forum-field-category-slug-hint = Lowercase letters, digits and single dashes.
forum-field-category-parent = Below
forum-field-category-position = Position
forum-threads = { $count ->
    [one] 1 discussion
   *[other] { $count } discussions
}
forum-posts = { $count ->
    [one] 1 post
   *[other] { $count } posts
}
forum-opened-by = opened by { $name }
forum-threads-title = All discussions
forum-threads-discussion = Discussions
forum-threads-question = Questions
forum-threads-journal = Journals
forum-threads-inspection = Inspections
forum-threads-announcement = Announcements
forum-threads-membership-comment = Comments on applications
forum-all-threads = All discussions
forum-sort-label = Order
forum-sort-activity = Last activity
forum-sort-newest = Newest
forum-sort-unanswered = Unanswered
forum-tagged = Tagged “{ $tag }”
forum-none-title = Nothing here yet
forum-none-text = Ask the first question, or tell what you lived through.
forum-feed = Atom feed of this list
forum-kind-discussion = Discussion
forum-kind-discussion-hint = Experiences and opinions.
forum-kind-question = Question
forum-kind-question-hint = You would like to know something particular.
forum-kind-journal = Journal
forum-kind-inspection = Inspection
forum-kind-announcement = Announcement
forum-kind-membership-comment = Comments on an application

## A thread

forum-page = Page
forum-page-of = page { $number } of { $count }
forum-pages-label = Pages of this thread
forum-last-post = last post
forum-tags = Tags
forum-reply = Reply
forum-newest = Newest
forum-edit-thread = Change title and tags
forum-permalink = Post { $number }, permanent link
forum-edited = { $count ->
    [one] edited once
   *[other] edited { $count } times
}
forum-what-changed = what changed
forum-in-post = post { $number }
forum-in-reply = In reply to post { $number }
forum-quote = Quote
forum-quote-from = Post { $number }
forum-gone-by-moderator = Deleted by the moderation team
forum-gone-hidden = Hidden by the moderation team
forum-gone-removed = Removed by the moderation team
forum-masked = The moderation team replaced personal data in this post.
forum-report = Report
forum-report-thread = Report this thread
forum-locked = The moderation team locked this thread: it can be read, and nobody replies for now.
forum-silenced = You can read, but not write, until { $until }: the moderation team has silenced your account. The reasons, and how to appeal:
forum-gone-told = The author has been told why, and how to appeal.
forum-gone-for-staff = What it said (for staff)
forum-opener-question = Asked the question
forum-opener = Opened the discussion
forum-former-member = Former member
forum-your-reply = Your reply
forum-reply-needs-account = Reading needs no account, writing does.
forum-field-reply = What would you like to say?
forum-field-body-hint = Speak from your own experience. Leave out other people’s names and health. You can use Markdown.
forum-send-reply = Post reply
forum-about = About this thread
forum-fact-started = Started
forum-fact-posts = Posts
forum-fact-gone = Posts hidden or deleted
forum-fact-gone-of = { $gone } of { $count }

## Writing

forum-open-thread = Start a discussion
forum-new-lede = Ask, or tell what you lived through. Everybody can read it.
forum-choose = Please choose
forum-field-category = Where does it belong?
forum-field-kind = What is it?
forum-field-title = Title
forum-field-title-hint = One sentence that says what it is about.
forum-field-body = Your text
forum-field-tags = Tags
forum-field-tags-hint = At most five, with commas between.
forum-tags-too-many = Tags: { $most } at the most.
forum-tag-too-short = The tag “{ $tag }” is too short: it needs two characters.
forum-tag-too-long = The tag “{ $tag }” is too long: { $most } characters at the most.
forum-tag-wrong = The tag “{ $tag }” has a character that no tag can have: only letters, digits, spaces, dots, dashes and plus signs.
forum-send-thread = Publish
forum-edit-title = Edit post { $number }
forum-edit-lede = In the first five minutes an edit leaves no trace. After that everybody can read what changed.
forum-field-reason = Why you change it
forum-field-reason-hint = Readers see it beside the change.
forum-delete-title = Delete post { $number }?
forum-delete-lede = The text goes, the number and the place stay. Nobody but staff can read it afterwards, and it cannot be brought back here.
forum-delete-send = Delete this post
forum-delete-keep = Keep it
forum-revisions-title = What changed in post { $number }
forum-revisions-lede = Newest first. Underlined was added, struck through was removed.
forum-revisions-none = Never edited
forum-revisions-none-text = Corrections in the first five minutes leave no trace.
forum-revision = Edit { $number }
forum-back-to-post = Back to the post

## Errors

error-category-id-required = Choose where it belongs.
error-title-required = Write a title.
error-body-required = Write your text.
error-too-soon-title = A little slower, please
error-too-soon = There is a short pause between two posts of one account, and of one internet connection.
error-first-day-limit-title = Enough for the first day
error-first-day-limit = New members write a limited number of posts on their first day, all of one internet connection together. Tomorrow there is no such limit.
error-duplicate-text-title = You have just posted this
error-duplicate-text = The same text was posted by you, or from your internet connection, a moment ago.
error-post-gone-title = This post is deleted
error-post-gone = Only its place is left, and there is nothing to change.
error-slug-taken-title = This address is taken
error-slug-taken = Another category has this address.
error-grace-over-title = The first minutes are over
error-grace-over = A title can be changed by its author for a few minutes, after that by a moderator.
