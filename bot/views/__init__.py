"""How is a value shown in Slack, and how are answers read back? Pure: values in, Block Kit out."""
