"""What does each section of a brief put on the page?"""
