package fact

// Shape is a facts file as its author writes it, for the test that holds our schemas against what we read.
type Shape = shape
