"""Whether the office is well: for machines that ask, and for the people who look after it."""
