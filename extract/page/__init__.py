"""A page of words and rules, printed or recognised, as paragraphs and tables."""
