"""How has the schema grown, version by version?"""
