"""What does a file for the library say, and what of it is refused, where and why?"""
