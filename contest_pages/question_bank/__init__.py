"""The question bank: topics, sets, questions and their checked versions. Independent of who answers them."""
