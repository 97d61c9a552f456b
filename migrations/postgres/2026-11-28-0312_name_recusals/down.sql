UPDATE application_recusals SET ground = 'tied' WHERE ground = 'same_clinic';
