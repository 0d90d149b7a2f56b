// The shop's own script, in a file of its own: no policy forbids it.
window.footfall =
  window.footfall ||
  function () {
    (footfall.q = footfall.q || []).push(arguments);
  };

addEventListener('DOMContentLoaded', () => {
  const quiet = document.getElementById('quiet');
  if (quiet) quiet.addEventListener('click', (e) => e.stopPropagation());
});
