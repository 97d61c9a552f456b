DROP TABLE profile_figures;
