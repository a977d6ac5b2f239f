"""What is true: the star schema, the frames at each door, catalogue, layouts and rules."""
