-- What the directory knew was always the same: the same clinic, or the same owner.
UPDATE application_recusals SET ground = 'same_clinic' WHERE ground = 'tied';
