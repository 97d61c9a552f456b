-- What is put to the vote of the board about a member, and what each member of the board votes.
CREATE TABLE membership_proposals (
    id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    measure TEXT NOT NULL,
    reasons TEXT NOT NULL,
    until_day TEXT,
    proposed_by TEXT NOT NULL,
    proposed_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP,
    quorate BOOLEAN NOT NULL,
    CONSTRAINT membership_proposals_pk PRIMARY KEY (id),
    CONSTRAINT membership_proposals_membership_fk FOREIGN KEY (membership_id) REFERENCES memberships (id),
    CONSTRAINT membership_proposals_account_fk FOREIGN KEY (proposed_by) REFERENCES accounts (id)
);
CREATE INDEX membership_proposals_by_membership ON membership_proposals (membership_id, id);

CREATE TABLE membership_votes (
    proposal_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    vote TEXT NOT NULL,
    dissent TEXT,
    at TIMESTAMP NOT NULL,
    CONSTRAINT membership_votes_pk PRIMARY KEY (proposal_id, account_id),
    CONSTRAINT membership_votes_proposal_fk FOREIGN KEY (proposal_id) REFERENCES membership_proposals (id),
    CONSTRAINT membership_votes_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
