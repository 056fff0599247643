"""What Arabic words are made of."""
