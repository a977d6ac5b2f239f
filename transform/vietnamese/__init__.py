"""Reading Vietnamese: text, numbers, dates and periods."""
