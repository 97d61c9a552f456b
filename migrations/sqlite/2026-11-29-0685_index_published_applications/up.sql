-- Results are read in the order in which they became public.
CREATE INDEX applications_by_publication ON applications (published_at, id);
