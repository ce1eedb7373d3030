"""How well alarms are recognised: the safety net by itself, and the running assistant in every state."""
