DELETE FROM ties WHERE source = 'proof';
