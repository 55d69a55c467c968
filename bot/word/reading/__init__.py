"""How is a returned document read back into the fields of a draft?"""
