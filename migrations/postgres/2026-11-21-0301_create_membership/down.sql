DROP TABLE membership_concerns;
DROP TABLE membership_decisions;
DROP TABLE memberships;
