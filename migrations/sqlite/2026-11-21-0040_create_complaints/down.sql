DROP TABLE complaint_evidence;
DROP TABLE complaint_links;
DROP TABLE complaint_panel_members;
DROP TABLE complaint_statements;
DROP TABLE complaints;
