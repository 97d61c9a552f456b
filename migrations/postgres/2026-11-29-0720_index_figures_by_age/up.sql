-- Each new day the figures that were last written on an earlier one are looked for, so many at once.
CREATE INDEX profile_figures_by_age ON profile_figures (name, updated_at, subject_id);
