drop table technology_knowledge;
