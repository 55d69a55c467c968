"""How does a draft become a Word document?"""
