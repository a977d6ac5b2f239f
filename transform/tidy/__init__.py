"""From a reading to the rows of the tidy frames, as plain dictionaries without pandas."""
