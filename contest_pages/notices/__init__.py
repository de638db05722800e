"""Letters and text messages as rows: written with what they tell, sent by workers, tried again."""
