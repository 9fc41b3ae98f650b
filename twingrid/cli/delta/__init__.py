"""What changed in the marketing and HR systems, taken over each night; a person is asked when too much would move."""
