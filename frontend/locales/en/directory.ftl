## Lists

directory-search = Search the directory
directory-physicians-title = Physicians
directory-physicians-lede = Reviews, complaints and inspections of each on one page. Nobody can pay for a place.
directory-clinics-title = Clinics
directory-clinics-lede = Where patients are treated, what is offered there, and who works there.
directory-all-clinics = All clinics
directory-filter-name = Name or clinic
directory-filter-clinic-name = Name
directory-filter-country = Country
directory-filter-treatment = Treatment
directory-filter-language = Language
directory-filter-specialty = Specialty
directory-filter-place = City
directory-filter-standing = Coalition standing
directory-filter-bound = Sure of at least
directory-filter-more = More filters
directory-sort = Order
directory-sort-rating = What we are sure of at least
directory-sort-name = Name
directory-sort-reviews = Counted reviews
directory-filter-any = Any
directory-choose = Please choose
directory-choose-country = Choose a country
directory-order = By what the reviews are sure of at least; those without a number come last, by name. Nobody can pay for a place.
directory-found = Physicians
directory-found-clinics = Clinics found
directory-none-title = Nobody fits this search
directory-none-clinics-title = No clinic fits this search
directory-none-clinics-text = Leave out a word, or propose an entry that is missing. A case officer checks it. Cities stand as they were entered: try the English name too, or the one in the country’s own language, such as Vienna and Wien.
directory-none-text = Leave out a title, a word or a limit: “Sure of at least” leaves out everybody with fewer than five counted reviews, and a coalition standing most. Or propose an entry that is missing; a case officer checks it. Cities stand as they were entered: try the English name too, or the one in the country’s own language, such as Vienna and Wien.
directory-missing = Is somebody missing?
directory-missing-clinic = Is a clinic missing?
directory-line-rated = { $count ->
    [one] 1 counted review
   *[other] { $count } counted reviews
}
directory-line-unrated = No rating yet
directory-line-score = { $score } of 5
directory-line-bound = sure of at least { $bound }
directory-line-physicians = { $count ->
    [one] 1 physician
   *[other] { $count } physicians
}

## A profile

directory-profile-title = { $name }: reviews, complaints, inspections
directory-profile-title-in = { $name }, { $city }: reviews, complaints, inspections
directory-kind-physician = Physician
directory-kind-physician-hint = Has a licence to practise medicine.
directory-kind-practitioner = Practitioner, not a physician
directory-kind-practitioner-hint = A micropigmentation artist or trichologist, for example.
directory-practitioner-text = This person treats without being a physician and can never be a coalition member.
directory-identity-since = { $profession }, in practice since { $year }.
directory-works-at = Works at
directory-speaks = Speaks { $languages }.
directory-state-proposed = Proposed, not yet confirmed
directory-proposed-title = A member proposed this entry.
directory-proposed-text = A case officer checks it and confirms it, or merges it with one that is here already. Until then only members see it.
directory-standing-none = Not a coalition member
directory-standing-probation = Coalition member, on probation
directory-standing-active = Coalition member
directory-standing-under-review = Coalition member, under review
directory-standing-conditions = { $standing }, with conditions
directory-under-review = The coalition membership is under review
directory-under-review-text = since { $day }. A review is no finding: it stays a membership until the board decides.
directory-standing-restricted = Coalition membership restricted
directory-standing-restricted-until = Coalition membership restricted until { $day }
directory-standing-suspended = Coalition membership suspended
directory-standing-suspended-until = Coalition membership suspended until { $day }
directory-standing-lapsed = Coalition membership lapsed
directory-standing-resigned = Left the coalition
directory-standing-removed = Removed from the coalition
directory-standing-deceased = Former coalition member
directory-standing-title = Coalition standing
directory-standing-since = Since { $day }
directory-standing-since-active = Since { $day } (active since { $state_day })
directory-standing-since-admitted = Admitted { $day }; as it is now since { $state_day }
directory-standing-licence-until = Licence valid until { $day }
directory-standing-record = Scores, gates and the board’s vote
directory-standing-how = How membership is decided
directory-standing-none-text = Membership is scored by three reviewers who do not know whom they score, and the scores are public.
directory-standing-apply = Apply to the coalition
directory-claimed-physician = Profile claimed by the physician
directory-claimed-clinic = Entry claimed by the clinic
directory-unclaimed = Not claimed yet
directory-rating-title = { $count ->
    [one] 1 counted review
   *[other] { $count } counted reviews
}
directory-rating-title-most = { $count ->
    [one] 1 counted review
   *[other] { $count } counted reviews
}: weighted, most would choose them again
directory-rating-title-few = { $count ->
    [one] 1 counted review
   *[other] { $count } counted reviews
}: weighted, at most half would choose them again
directory-rating-score = of 5, the weighted average
directory-rating-lower = of 5, what we are sure of at least
directory-rating-again = would choose again
directory-rating-none-title = No rating yet
directory-rating-none = Too little for a number
directory-rating-none-text = With so few, chance decides more than the treatment. A number appears once five reviews count and weigh enough together: what is proved by a document, recent, and written from month 12 on weighs most.
directory-reviews = Reviews
directory-reviews-now = Now
directory-reviews-where = { $count ->
    [0] No review was submitted yet
    [one] Where the one submitted review is
   *[other] Where all { $count } submitted reviews are
}
directory-reviews-submitted = Submitted
directory-reviews-public = Public
directory-reviews-queued = In the queue
directory-reviews-held = Held
directory-reviews-hidden = Hidden
directory-reviews-removed = Removed
directory-reviews-withdrawn = Withdrawn by the author
directory-equation = Ledger equation by stars
directory-equation-stars = The same, star by star
directory-stars = Stars
directory-bio = In their own words
directory-licences = Licences
directory-licences-none = No licence has been entered yet.
directory-licence-country = Country
directory-licence-authority = Authority
directory-licence-number = Number
directory-licence-expires = Valid until
directory-complaints-none = No public complaint
directory-complaints-title = { $count ->
    [one] 1 public complaint
   *[other] { $count } public complaints
}
directory-complaints-per-100 = For every 100 proved reviews
directory-complaints-on-time = Answered on time
directory-complaints-median = Median days to respond
directory-complaints-private = Settled in private
directory-complaints-open = Open recommendations
directory-complaint-allegation = A complaint is an allegation, not a finding.
directory-complaints-own = Read these complaints
directory-complaints-all = All complaints
directory-inspection-none = No inspection yet
directory-inspection-none-text = Inspections are published here with every score and the clinic’s answer.
directory-inspection-title = Last inspection: { $rating }
directory-inspection-read = Read the report
directory-inspection-planned = Planned for { $day }
directory-inspection-visited = Visited on { $day }
directory-inspections-earlier = Earlier ones:
directory-treatments = Treatments
directory-treatments-none = Nothing has been entered yet.
directory-what-you-can-do = What you can do
directory-complain = Start a complaint
directory-reviews-newest = The newest
directory-reviews-read-count = Read the reviews ({ $count })
directory-review-write = Write a review
directory-claim-physician = This is me: claim this profile
directory-claim-waits = Your claim to this entry waits for a credentialing officer.
directory-claims-yours = Your claims
directory-claim-clinic = I work here: claim this clinic
directory-edit = Change this entry
directory-worked-at = Worked before at
directory-until = until { $month }
directory-contact = Contact
directory-clinic-physicians = Who works here
directory-clinic-nobody = Nobody is listed here yet
directory-clinic-nobody-text = Propose a physician and tick this clinic.
directory-clinic-kind-single-specialty = Clinic for one specialty
directory-clinic-kind-integrated = Several disciplines under one roof
directory-clinic-kind-medical-spa = Medical spa
directory-clinic-kind-referral-partner = Referral partner
directory-clinic-kind-academic = University clinic
directory-clinic-kind-multi-location = Group with several places

## Forms

directory-propose-physician = Propose a physician
directory-propose-clinic = Propose a clinic
directory-propose-lede = Somebody who is missing here. Members see the entry at once; everybody does when a case officer has checked it.
directory-propose-clinic-lede = A clinic that is missing here. Members see the entry at once; everybody does when a case officer has checked it.
directory-propose-send = Propose
directory-edit-title = Change the entry of { $name }
directory-edit-lede = What you change is public at once.
directory-field-name = Name
directory-field-name-hint = As on the invoice or the door, with “Dr.” where it belongs.
directory-field-kind = What is this person?
directory-field-titles = Professional titles
directory-field-commas = With commas between.
directory-field-languages = Languages
directory-field-languages-hint = Codes with commas between, such as de, en, sl.
directory-field-since = In practice since (year)
directory-field-specialties = Specialties
directory-field-clinics = Works at
directory-field-clinics-hint = Is the clinic missing? Propose it first, or leave this empty.
directory-field-licence = Licence
directory-field-authority-hint = The medical chamber or board; NPI in the United States.
directory-field-bio = About the person
directory-field-bio-hint = Facts, not praise. At most 4,000 characters.
directory-field-clinic-name = Name of the clinic
directory-field-clinic-name-hint = As on your invoice.
directory-field-clinic-kind = Kind of clinic
directory-field-city = City
directory-field-address = Address
directory-field-latitude = Latitude
directory-field-latitude-hint = Degrees, such as 47.07; south of the equator with a minus. Both, or neither.
directory-field-longitude = Longitude
directory-field-longitude-hint = Degrees, such as 15.44; west of Greenwich with a minus. From both we know who practises near whom, and judges nobody there.
directory-field-zone = Time zone
directory-field-zone-hint = Deadlines of complaints end at midnight there.
directory-field-email = E-mail address of the clinic
directory-field-email-hint = Complaints are written to this address. Take the one on the clinic’s own website.
directory-claim-physician-title = Claim the profile of { $name }
directory-claim-physician-lede = With a claimed profile you answer complaints and reviews as yourself. A credentialing officer checks who you are; you get the decision by letter.
directory-claim-clinic-title = Claim { $name }
directory-claim-clinic-lede = With a claimed entry you answer complaints for the clinic. A credentialing officer checks that you work there; you get the decision by letter.
directory-field-evidence = How can we check it?
directory-field-evidence-hint = For example a number at the clinic, an entry in a public register, or an address on the clinic’s domain. Only credentialing officers read it.
directory-claim-send = Send the claim

## The staff's queue

directory-queue-title = Proposals and claims
directory-queue-lede = Oldest first. A confirmed entry is public at once; a decided claim goes to its author by letter.
directory-queue-proposals = { $count ->
    [one] 1 proposal
   *[other] { $count } proposals
}
directory-queue-no-proposals = Nothing waits to be confirmed
directory-queue-no-proposals-text = What members propose comes up here.
directory-queue-merge = Is it here already?
directory-queue-merge-hint = What was said about this proposal goes over to the entry you choose. Look at it first.
directory-queue-confirm = Confirm or merge
directory-queue-claims = { $count ->
    [one] 1 claim
   *[other] { $count } claims
}
directory-queue-no-claims = No claim waits
directory-queue-no-claims-text = What physicians and clinics send comes up here.
directory-queue-claim-title = { $person } claims { $name }
directory-queue-reason = Your reason
directory-queue-reason-hint = The claimant reads it in the letter.
directory-queue-approve = Approve
directory-queue-reject = Reject

## Letters

directory-letter-claim-approved-subject = Your claim to { $name } was approved
directory-letter-claim-approved-text = Your claim to { $name } was checked and approved. From now on you answer complaints and reviews there with this account.
directory-letter-claim-rejected-subject = Your claim to { $name } was not approved
directory-letter-claim-rejected-text = Your claim to { $name } was checked and not approved. You can send a new one with other evidence at any time.
directory-letter-claim-reason = The reason, in the words of the officer who decided:
directory-preview-reason = The register of the authority names you as the medical director.

## Errors

error-already-decided-title = Already decided
error-already-decided = Somebody has decided this before you.
error-already-claimed-title = This profile is claimed
error-already-claimed = The physician answers here with another account already.
error-claim-exists-title = You have claimed this before
error-claim-exists = Your claim is waiting to be decided, or was approved.
error-own-claim-title = This claim is your own
error-own-claim = Nobody decides on a claim of their own.
error-listed-already-title = That stands in the directory
error-listed-already = Somebody of this name with one of these licences or clinics is listed already, or a clinic of this name in this city.
error-staff-only-field-title = Only staff may change this
error-staff-only-field = Name, kind, place, licences and contact are changed by case officers. The description is yours to change.
error-bad-npi-title = Not a National Provider Identifier
error-bad-npi = An NPI has ten digits, and its last digit checks the others. This one does not fit.

## Ties: what somebody does not judge

directory-ties-title = My declared ties
directory-ties-lede = Whom you will not judge. Declare each physician and clinic once; applications, inspections and reports about them then go to others. Only you see this list. What your own reviews and complaints tell is known already.
directory-ties-declared = Declared
directory-ties-none = You have declared nothing.
directory-tie-declare = Declare a tie
directory-tie-find = Physician or clinic
directory-tie-find-hint = Part of the name; the choice below then shows only those.
directory-tie-narrow = Show only those
directory-tie-whom = Tied to
directory-tie-kind = What ties you
directory-tie-coauthor = We published together
directory-tie-mentor = One of us trained the other
directory-tie-patient = I am, or was, a patient
directory-tie-money = Referrals or money between us
directory-tie-dispute = We are in dispute
directory-tie-family = Family
directory-tie-since = Since
directory-tie-since-hint = Where you published together: the day of the publication. It counts for three years.
directory-tie-until = Until
directory-tie-until-hint = Leave it empty while it lasts, and where it stays between you for good.
directory-tie-since-day = since { $day }
directory-tie-until-day = until { $day }
directory-tie-past = does not count today
directory-tie-withdraw = Withdraw

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

## Prices, people, predecessors

directory-price = Price
directory-price-on = as of { $day }
directory-price-from = From
directory-price-to = To
directory-price-currency = Currency
directory-price-day = Price as of
directory-performed-by = Performed by
directory-performer-physician = Physician
directory-performer-technician = Technician
directory-offers-form = Prices, and who performs what
directory-offers-form-hint = For treatments that are ticked above. Currencies by their three letters, such as EUR; one amount alone is a fixed price.
directory-staff = Staff in numbers
directory-staff-physicians = Physicians
directory-staff-nurses = Nurses
directory-staff-technicians = Technicians
directory-staff-others = Others
directory-field-predecessor = Goes on from
directory-field-predecessor-none = No other clinic
directory-field-predecessor-hint = A clinic that went on as this one, under another name or owner. Its reviews count here too.
directory-predecessor-before = Before, this clinic was
directory-predecessor-follows = The reviews of both count here.
directory-predecessor-after = Goes on as
field-offers = { directory-price }
field-staff = { directory-staff }
field-predecessor-id = { directory-field-predecessor }
directory-offer-field = { $treatment }, { $field }
directory-offer-unticked = { $treatment }: this has a price but is not ticked among the treatments above. Tick it, or empty its row.
directory-reviews-of-these = of these
directory-reviews-sum = All submitted
directory-queue-look = Look for the entry it may be
directory-queue-look-hint = A name or a part of it, the address of its page, or its id.
directory-queue-look-button = Look
directory-queue-none-found = No confirmed entry is called so.
directory-queue-merge-new = No, it is a new entry
directory-queue-open-entry = Open the entry
directory-queue-cut = Only { $count } names are compared here; look for an entry that is not offered.
directory-entries-title = Entries you answer for
directory-entries-lede = What you change here is public at once, and you answer reviews and complaints about these.
directory-entries-yours = Yours
directory-entries-none = You answer for no entry
directory-entries-none-text = Find yourself or your clinic, and claim the entry there.
directory-entries-find = Find a physician
directory-entries-waiting = Claims that wait for a decision
directory-entries-claimed = Claimed
directory-done-claim = your claim is with a credentialing officer. The decision comes by letter.
directory-queue-done-confirmed = the entry is confirmed and public.
directory-queue-done-merged = the proposal is merged into the entry you chose.
directory-queue-done-decided = the claim is decided, and its author hears it by letter.
directory-own-title = This is your entry.
directory-own-text = Others see it as you do here, without this notice.
directory-own-reviews = Read and answer its reviews
field-merge-into = { directory-queue-merge }
