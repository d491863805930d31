/** What a browser may do beyond reading: every page works without it. Runs in browsers, so that it is text here. */
export const SCRIPT = `'use strict';
(() => {
  const each = (selector, act) => { for (const found of document.querySelectorAll(selector)) act(found); };
  const isTyping = (target) => target instanceof Element && target.closest('input, textarea, select') !== null;

  // Buttons that need a script are there only with one.
  each('[data-copy]', (button) => {
    if (navigator.clipboard === undefined) return;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = 'Copied';
      } catch {
        button.textContent = 'Not allowed';
      }
      setTimeout(() => { button.textContent = label; }, 1500);
    });
  });
  each('[data-keys]', (keys) => { keys.hidden = false; });

  const move = (by) => {
    const items = [...document.querySelectorAll('[data-item]')];
    const at = items.indexOf(document.activeElement);
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
    if (next === undefined) return;
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape' && isTyping(event.target)) event.target.blur();
    if (isTyping(event.target)) return;
    if (event.key === '/') {
      const field = document.querySelector('[data-search]');
      if (field === null) return;
      event.preventDefault();
      field.focus();
      field.select();
    }
    if (event.key === 'j') move(1);
    if (event.key === 'k') move(-1);
  });
})();
`;
