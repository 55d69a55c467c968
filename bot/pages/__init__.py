"""What can people without Slack see and do on the web?"""
