DELETE FROM profile_figures WHERE name = 'inspections';
