"""What is said of a figure elsewhere: in prose, in notes, in other documents."""
