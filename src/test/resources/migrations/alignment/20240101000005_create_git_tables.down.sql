drop table git_commits;
drop table git_sessions;
