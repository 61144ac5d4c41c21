META
key;value
description;Points, and a project below the least score
country;Elsewhere
unit;Invented
instance;3
num_projects;3
num_votes;3
budget;100.50
vote_type;cumulative
rule;greedy-threshold
date_begin;01.04.2026
date_end;30.04.2026
min_project_score_threshold;4
max_points;5
PROJECTS
project_id;cost;votes;score;name;selected
A;60;2;8;花だん;1
B;50;2;3;ベンチ;0
C;40.50;1;4;"すべり台; 大";1
VOTES
voter_id;vote;points
1;A,B;3,2
2;A;5
3;C,B;4,1
