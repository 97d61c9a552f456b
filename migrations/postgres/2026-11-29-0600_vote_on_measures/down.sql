DROP TABLE membership_votes;
DROP TABLE membership_proposals;
