DELETE FROM ties WHERE source <> 'declared';
