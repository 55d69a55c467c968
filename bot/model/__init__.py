"""How does a language model improve the words of a brief, and nothing but the words?"""
