DROP INDEX profile_figures_by_age;
