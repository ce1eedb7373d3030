// A link to the chat opens the one on this page, where there is one. Without scripts it leads to the contact page.
document.addEventListener("click", (event) => {
  const chat = document.querySelector("vardlots-chat:defined:not([inline])");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!chat || !plain || !event.target.closest("a[data-chat]")) return;
  event.preventDefault();
  chat.show();
});
